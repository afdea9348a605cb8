using System.Text.Json;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Opens a run's endpoint: probed every time, checked with canaries before the first prompt.</summary>
public sealed class EndpointChecks(
    RunTable runs,
    RunLeases leases,
    PromptTable prompts,
    DatasetTable datasets,
    SecretKeeper secrets,
    ProgressReader reader,
    IProgressAnnouncer announcer,
    IOptions<EvaluationOptions> options,
    TimeProvider clock)
{
    /// <exception cref="RunStoppedException">Nobody answers there, or a canary failed.</exception>
    internal async Task<BackendSession> OpenAsync(
        RunLease lease, RunRow run, SubmissionRequest request, IReadOnlyList<PromptRow> rows, RunResponses responses, CancellationToken cancellationToken)
    {
        var start = run.Meter is null ? null : JsonSerializer.Deserialize<RunMeterReading>(run.Meter, SubmissionJson.Options);
        var endpoint = BackendSession.Open(
            request with { Backend = request.Backend! with { ApiKey = secrets.Reveal(run.Secret) } },
            EndpointOptions(),
            new RunMeter(start),
            responses,
            clock);
        try
        {
            if (Found(run)?.Canaries is { } canaries && endpoint.MayStart(canaries))
            {
                var probe = await endpoint.ProbeAsync(cancellationToken);
                return probe.Problem is null ? endpoint : throw new RunStoppedException(probe.Problem, canResume: true);
            }

            await leases.ChangeStateAsync(lease, RunState.Checking, reason: null, cause: "Asking the endpoint what it is", clock.GetUtcNow(), cancellationToken);
            await TellAsync(run.RunId, cancellationToken);
            await CheckAsync(lease, run, request, endpoint, rows, cancellationToken);
            return endpoint;
        }
        catch
        {
            await endpoint.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was found out before; <c>null</c> before the first check.</summary>
    public static CheckReport? Found(RunRow run) =>
        run.CheckReport is null ? null : JsonSerializer.Deserialize<CheckReport>(run.CheckReport, SubmissionJson.Options);

    private async Task CheckAsync(
        RunLease lease, RunRow run, SubmissionRequest request, BackendSession endpoint, IReadOnlyList<PromptRow> rows, CancellationToken cancellationToken)
    {
        var report = new CheckReport(await endpoint.ProbeAsync(cancellationToken), Canaries: null, Plan: null, Preview: null);
        if (report.Probe.Problem is { } problem)
        {
            // Kept only for showing: a retry checks anew.
            await KeepAsync(lease, endpoint, run, report, cancellationToken);
            throw new RunStoppedException(problem, canResume: false);
        }

        var whole = await prompts.ReadWholeAsync(rows, cancellationToken);
        report = report with
        {
            Canaries = await endpoint.CheckAsync(cancellationToken),
            Plan = RunPlan.Estimate(whole, request, report.Probe.Protocol!),
            Preview = whole is [var first, ..] ? endpoint.Preview(first) : null,
        };
        await KeepAsync(lease, endpoint, run, report, cancellationToken);
        if (!endpoint.MayStart(report.Canaries))
        {
            throw new RunStoppedException(report.Canaries.Reason, canResume: false);
        }
    }

    private async Task KeepAsync(
        RunLease lease, BackendSession endpoint, RunRow run, CheckReport report, CancellationToken cancellationToken)
    {
        var dataset = await datasets.FindAsync(run.Dataset, cancellationToken);
        await runs.KeepAsync(
            lease,
            JsonSerializer.Serialize(endpoint.Card(dataset?.Revision), SubmissionJson.Options),
            JsonSerializer.Serialize(report, SubmissionJson.Options),
            JsonSerializer.Serialize(endpoint.Meter.Read(), SubmissionJson.Options),
            cancellationToken);
    }

    private async Task TellAsync(string runId, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(runId, cancellationToken) is { } progress)
        {
            await announcer.AnnounceAsync(progress);
        }
    }

    private EndpointOptions EndpointOptions() => new()
    {
        AllowPrivateEndpoints = options.Value.AllowPrivateEndpoints,
        MaxConcurrency = options.Value.MaxConcurrency,
        ModelsFolder = options.Value.ModelsFolder,
    };
}

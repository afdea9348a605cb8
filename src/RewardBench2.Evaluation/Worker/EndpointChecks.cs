using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Opens a run's backend: probed every time, checked with canaries before the first prompt.</summary>
internal sealed class EndpointChecks(
    RunStore store, SharedChecks shared, DatasetTable datasets, EndpointSecretProtector secrets, RunAnnouncer announcer, IOptions<EvaluationOptions> options,
    IOptions<LimitsOptions> limits, ILogger<EndpointChecks> log)
{
    /// <exception cref="RunStoppedException">Nobody answers there, or a canary failed.</exception>
    public async Task<BackendSession> OpenAsync(LeasedRun leased, IResponseCache responses, CancellationToken cancellationToken)
    {
        var start = leased.Run.Meter is null ? null : JsonSerializer.Deserialize<RunMeterReading>(leased.Run.Meter, SubmissionJson.Options);
        var session = BackendSession.Open(WithSecrets(leased), EndpointOptions(), new RunMeter(start), responses, store.Clock, log);
        try
        {
            if (CheckReport.Parse(leased.Run.CheckReport)?.Canaries is { } canaries && session.MayStart(canaries))
            {
                await ProbeAgainAsync(session, cancellationToken);
                return session;
            }

            if (await shared.FindAsync(leased, session, cancellationToken) is { } known)
            {
                await UseAsync(leased, session, known, cancellationToken);
                return session;
            }

            await store.ChangeStateAsync(leased.Lease, RunTransitions.Check, reason: null, cause: "Asking the endpoint what it is", cancellationToken);
            await announcer.AnnounceAsync(leased.RunId, cancellationToken);
            await CheckAsync(leased, session, cancellationToken);
            return session;
        }
        catch (RunStoppedException stopped)
        {
            await session.DisposeAsync();
            await shared.StopOthersAsync(leased, stopped, cancellationToken);
            throw;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task CheckAsync(LeasedRun leased, BackendSession session, CancellationToken cancellationToken)
    {
        var report = new CheckReport(await session.ProbeAsync(cancellationToken), Canaries: null, Plan: null, Preview: null);
        if (report.Probe.Problem is { } problem)
        {
            // Kept only for showing: a retry checks anew.
            await KeepAsync(leased, session, report, cancellationToken);
            throw new RunStoppedException(problem, canResume: report.Probe.IsTransient);
        }

        report = await ForDatasetAsync(leased, session, report with { Canaries = await session.CheckAsync(cancellationToken) }, cancellationToken);
        await KeepAsync(leased, session, report, cancellationToken);
        if (!session.MayStart(report.Canaries!))
        {
            throw new RunStoppedException(report.Canaries!.Reason, canResume: report.Canaries.IsTransient);
        }

        if (leased.Request.CheckOnly)
        {
            throw new RunStoppedException("The check is done, and nothing was scored yet, as you asked. Resume to score the prompts.", canResume: true);
        }
    }

    private static async Task<ProbeReport> ProbeAgainAsync(BackendSession session, CancellationToken cancellationToken)
    {
        var probe = await session.ProbeAsync(cancellationToken);
        return probe.Problem is null ? probe : throw new RunStoppedException(probe.Problem, canResume: true);
    }

    // What another run of the submission found out holds for this one; what is sent for its own prompts does not.
    private async Task UseAsync(LeasedRun leased, BackendSession session, KnownCheck known, CancellationToken cancellationToken)
    {
        await ProbeAgainAsync(session, cancellationToken);
        var report = await ForDatasetAsync(leased, session, known.Report, cancellationToken);
        var dataset = await datasets.FindAsync(leased.Run.Dataset, cancellationToken);
        await store.KeepChecksAsync(leased, known.Card with { DatasetRevision = dataset?.Revision }, report, session.Meter.Read(), cancellationToken);
    }

    private async Task<CheckReport> ForDatasetAsync(LeasedRun leased, BackendSession session, CheckReport report, CancellationToken cancellationToken)
    {
        var whole = await store.ReadWholeAsync(leased, leased.Prompts, cancellationToken);
        return report with
        {
            Plan = RunPlan.Estimate(whole, leased.Request, session.Protocol),
            Preview = whole is [var first, ..] ? Cut(session.Preview(first)) : null,
        };
    }

    private async Task KeepAsync(LeasedRun leased, BackendSession session, CheckReport report, CancellationToken cancellationToken)
    {
        var dataset = await datasets.FindAsync(leased.Run.Dataset, cancellationToken);
        await store.KeepChecksAsync(
            leased, session.Card(dataset?.Revision), report with { Probe = session.Shown(report.Probe) }, session.Meter.Read(), cancellationToken);
    }

    private SubmissionRequest WithSecrets(LeasedRun leased)
    {
        if (leased.Request.Backend is not ServedRequest served)
        {
            return leased.Request;
        }

        var (key, headers) = secrets.Decrypt(leased.Run.Secret);
        return leased.Request with { Backend = served with { ApiKey = key, Headers = headers } };
    }

    private string? Cut(string? preview) => preview?.Length > limits.Value.KeptCharacters ? preview[..limits.Value.KeptCharacters] + "…" : preview;

    private EndpointOptions EndpointOptions() => new()
    {
        Responses = ResponseBounds.From(limits.Value, options.Value.MaxRunsAtOnce),
        ProbeTime = limits.Value.ProbeTime,
        CheckTime = limits.Value.CheckTime,
        Ports = options.Value.EndpointPorts is { Count: > 0 } ports ? ports.ToHashSet() : null,
        AllowPrivateEndpoints = options.Value.AllowPrivateEndpoints,
        MaxConcurrency = options.Value.MaxConcurrency,
        MaxRetries = options.Value.MaxRetries,
        ModelsFolder = options.Value.ModelsFolder,
    };
}

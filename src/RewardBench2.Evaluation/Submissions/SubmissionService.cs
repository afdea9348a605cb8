using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Evaluation.Worker;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Makes runs of what builders submit, by form and by API alike.</summary>
public sealed class SubmissionService(
    SubmissionTargets targets,
    SubmissionTable stored,
    ScoresUpload upload,
    UploadReading reading,
    SubmissionLimits limits,
    HubTemplates templates,
    NewRuns newRuns,
    ModelNames names,
    WorkSignal signal,
    IOptions<LimitsOptions> budgets) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Puts a submission into the queue.</summary>
    public async Task<SubmissionOutcome> SubmitAsync(SubmissionRequest request, Submitter submitter, CancellationToken cancellationToken)
    {
        request = request.Backend is ModelRequest model ? request with { Backend = HubTemplate.RemoveFrom(model) } : request;
        if ((FieldLimits.Check(request, budgets.Value) ?? SubmissionRules.Check(request)) is { } refused)
        {
            return new SubmissionOutcome.Refused(refused);
        }

        if (!submitter.IsOperator && ModelNames.CheckReserved(request.Model) is { } reserved)
        {
            return new SubmissionOutcome.Refused(reserved);
        }

        if (request.Backend is OnnxRequest && !submitter.IsOperator)
        {
            return new SubmissionOutcome.Refused(
                new("backend.kind", "Local models are for this site's operators only: sign in as admin, or serve the model and submit its endpoint."));
        }

        var (datasets, unknown) = await targets.FindAsync(request, cancellationToken);
        if (unknown is not null)
        {
            return new SubmissionOutcome.Refused(unknown);
        }

        if (await limits.CheckAsync(submitter.Visitor, datasets.Count, cancellationToken) is { } noPlace)
        {
            return new SubmissionOutcome.Refused(noPlace);
        }

        (request, var notFetched) = await WithTemplateAsync(request, submitter, cancellationToken);
        if (notFetched is not null)
        {
            return new SubmissionOutcome.Refused(notFetched);
        }

        var name = await names.DecideAsync(request, submitter, cancellationToken);
        if (name.Refusal is not null)
        {
            return new SubmissionOutcome.Refused(name.Refusal);
        }

        var (made, token) = newRuns.Make(request, datasets, Provenance.Run, submitter, name);
        if (await TakePlaceAsync(submitter.Visitor, made.Count, () => stored.CreateAsync(made, cancellationToken), cancellationToken) is { } tooMany)
        {
            return new SubmissionOutcome.Refused(tooMany);
        }

        signal.Set();
        return Accepted(made, datasets, token);
    }

    /// <summary>Takes a file of per-prompt scores, and answers when its run is finished.</summary>
    /// <param name="request">Model, type, dataset and whether to publish; a backend is not needed.</param>
    /// <param name="file">Read once, from its start to its end, and never held whole.</param>
    public async Task<SubmissionOutcome> SubmitScoresAsync(
        SubmissionRequest request,
        Stream file,
        string fileName,
        Submitter submitter,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        if ((FieldLimits.Check(request, budgets.Value) ?? SubmissionRules.CheckModel(request.Model, request.ModelType) ?? (submitter.IsOperator ? null : ModelNames.CheckReserved(request.Model))) is { } refused)
        {
            return new SubmissionOutcome.Refused(refused);
        }

        var (datasets, unknown) = await targets.FindAsync(request, cancellationToken);
        if ((unknown ?? (datasets.Count > 1 ? new Refusal("benchmark", "A file holds the scores of one benchmark: name one.") : null)) is { } notOne)
        {
            return new SubmissionOutcome.Refused(notOne);
        }

        if (await limits.CheckAsync(submitter.Visitor, runs: 1, cancellationToken) is { } tooMany)
        {
            return new SubmissionOutcome.Refused(tooMany);
        }

        var name = await names.DecideAsync(request, submitter, cancellationToken);
        if (name.Refusal is not null)
        {
            return new SubmissionOutcome.Refused(name.Refusal);
        }

        try
        {
            var read = await reading.ReadAsync(datasets[0], file, fileName, progress, cancellationToken);
            return await StoreAsync(request, read, fileName, submitter, name, cancellationToken);
        }
        catch (InvalidFileException invalid)
        {
            return new SubmissionOutcome.Refused(new("scores", invalid.Message));
        }
    }

    private async Task<SubmissionOutcome> StoreAsync(
        SubmissionRequest request, JoinedUpload scores, string fileName, Submitter submitter, NameDecision name, CancellationToken cancellationToken)
    {
        var (run, token) = newRuns.MakeUploaded(request, fileName, scores.Target.Dataset, submitter, name);
        if (await TakePlaceAsync(submitter.Visitor, runs: 1, () => upload.CreateAsync(run, scores, cancellationToken), cancellationToken) is { } tooMany)
        {
            return new SubmissionOutcome.Refused(tooMany);
        }

        await upload.FinishAsync(run.RunId, scores);
        return Accepted([run], [scores.Target.Dataset], token);
    }

    private static SubmissionOutcome.Accepted Accepted(IReadOnlyList<NewRun> made, IReadOnlyList<DatasetRow> datasets, string token) => new(
        [.. made.Zip(datasets, (run, dataset) => new SubmittedRun(run.RunId, dataset.Name, dataset.BenchmarkName))],
        made[0].Submission,
        token,
        made[0].Visibility,
        made[0].Note);

    // Fetched now and kept with the run, so that the run itself never waits for the hub, nor scores with another template later.
    private async Task<(SubmissionRequest Request, Refusal? Refusal)> WithTemplateAsync(
        SubmissionRequest request, Submitter submitter, CancellationToken cancellationToken)
    {
        if (request.Backend is not ModelRequest { ChatTemplate: { } address } model || !HubTemplate.IsAddress(address))
        {
            return (request, null);
        }

        var (template, refusal) = await templates.FetchAsync(HubTemplate.ParseAddress(address), submitter.IsOperator, cancellationToken);
        var fetched = request with { Backend = template?.ApplyTo(model) ?? model };
        return (fetched, refusal ?? SubmissionRules.Check(fetched));
    }

    // One at a time, so that two clicks at once do not both find the last place free.
    private async Task<Refusal?> TakePlaceAsync(string? visitor, int runs, Func<Task> create, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await limits.CheckAsync(visitor, runs, cancellationToken) is { } tooMany)
            {
                return tooMany;
            }

            await create();
            return null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}

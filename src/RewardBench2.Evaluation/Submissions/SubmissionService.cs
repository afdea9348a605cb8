using System.Text.Json;
using Microsoft.Extensions.Options;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Runs;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Makes runs of what builders submit, by form and by API alike.</summary>
public sealed class SubmissionService(
    DatasetTable datasets,
    RunTable runs,
    WorkSignal signal,
    IOptions<SubmissionOptions> options,
    TimeProvider clock)
{
    /// <param name="visitor">Whoever submits, as far as limits need to tell them apart; <c>null</c> for the site itself.</param>
    public async Task<SubmissionOutcome> SubmitAsync(SubmissionRequest request, string? visitor, CancellationToken cancellationToken)
    {
        if (SubmissionRules.Check(request) is { } refused)
        {
            return refused;
        }

        if (await datasets.FindAsync(request.Dataset ?? "", cancellationToken) is not { } dataset)
        {
            return await UnknownDatasetAsync(cancellationToken);
        }

        var token = ManageToken.Create();
        var run = new NewRun
        {
            RunId = RunId.Create(),
            Model = request.Model!,
            ModelType = ModelType.Parse(request.ModelType)!,
            DatasetId = dataset.DatasetId,
            Provenance = Provenance.Run,
            BackendKind = request.Backend!.Kind!,
            Request = JsonSerializer.Serialize(request with { Backend = request.Backend with { ApiKey = null } }, SubmissionJson.Options),
            Publication = InitialPublication(request.Publish),
            ManageTokenHash = ManageToken.Hash(token),
            Visitor = visitor,
            PromptsTotal = dataset.PromptCount,
            CreatedAt = clock.GetUtcNow(),
        };
        await runs.CreateAsync(run, cancellationToken);
        signal.Set();
        return new SubmissionOutcome.Accepted(run.RunId, token);
    }

    private string InitialPublication(bool publish) =>
        !publish ? PublicationState.Private
        : options.Value.RequireApproval ? PublicationState.Requested
        : PublicationState.Public;

    private async Task<SubmissionOutcome.Refused> UnknownDatasetAsync(CancellationToken cancellationToken)
    {
        var names = (await datasets.ReadAllAsync(cancellationToken)).Select(dataset => dataset.Name);
        return new("dataset", $"There is no such dataset here. Choose one of {string.Join(", ", names)}; an operator imports rewardbench-2 with 'import dataset'.");
    }
}

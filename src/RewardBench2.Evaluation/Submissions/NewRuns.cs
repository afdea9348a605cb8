using Microsoft.Extensions.Options;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Makes the run of a submission: an id and a token of its own, its key encrypted, its visibility as the site wants it.</summary>
public sealed class NewRuns(SecretKeeper secrets, IOptions<SubmissionOptions> options, TimeProvider clock)
{
    /// <param name="request">Checked; its key goes no further than here.</param>
    /// <param name="provenance">One of <see cref="Provenance"/>.</param>
    /// <param name="visitor">Who submits, as far as limits need to tell; <c>null</c> for the site itself.</param>
    /// <returns>The run to store, and the manage token that is shown once.</returns>
    public (NewRun Run, string ManageToken) Make(SubmissionRequest request, DatasetRow dataset, string provenance, string? visitor)
    {
        var token = ManageToken.Create();
        var key = (request.Backend as ServedRequest)?.ApiKey;
        return (new NewRun
        {
            RunId = RunId.Create(),
            Model = request.Model!,
            ModelType = ModelType.Parse(request.ModelType)!,
            DatasetId = dataset.DatasetId,
            Provenance = provenance,
            BackendKind = request.Backend!.Kind,
            Request = SubmissionJson.Write(WithoutKey(request)),
            Secret = secrets.Conceal(key),
            Publication = InitialVisibility(request.Publish),
            ManageTokenHash = ManageToken.Hash(token),
            Visitor = visitor,
            PromptsTotal = dataset.PromptCount,
            CreatedAt = clock.GetUtcNow(),
        }, token);
    }

    private static SubmissionRequest WithoutKey(SubmissionRequest request) => request.Backend is ServedRequest served
        ? request with { Backend = served with { ApiKey = null, HadApiKey = !string.IsNullOrEmpty(served.ApiKey) } }
        : request;

    private string InitialVisibility(bool publish) =>
        !publish ? RunVisibility.Private
        : options.Value.RequireApproval ? RunVisibility.Requested
        : RunVisibility.Public;
}

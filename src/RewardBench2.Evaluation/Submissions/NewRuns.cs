using Microsoft.Extensions.Options;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Makes the run of a submission: an id and a token of its own, its key and headers encrypted, its visibility as the site wants it.</summary>
public sealed class NewRuns(EndpointSecretProtector secrets, IOptions<SubmissionOptions> options, TimeProvider clock)
{
    private const int LongestFileName = 255;

    /// <summary>Makes the runs of a submission, one for each dataset.</summary>
    /// <param name="request">Checked; its key and headers go no further than here.</param>
    /// <param name="datasets">In the order in which they are scored.</param>
    /// <param name="provenance">One of <see cref="Provenance"/>.</param>
    /// <param name="submitter">Who submits; the site and its admins answer for what they submit.</param>
    /// <param name="name">Whose the model's name is.</param>
    /// <returns>The runs to store, and the manage token of all of them, which is shown once.</returns>
    public (IReadOnlyList<NewRun> Runs, string ManageToken) Make(
        SubmissionRequest request, IReadOnlyList<DatasetRow> datasets, string provenance, Submitter submitter, NameDecision name)
    {
        var token = ManageToken.Create();
        var submission = datasets.Count > 1 ? RunId.Create() : null;
        return ([.. datasets.Select((dataset, place) => new NewRun
        {
            RunId = RunId.Create(),
            Model = request.Model!,
            ModelType = request.Backend is BaselineRequest ? ModelType.Baseline : ModelType.Parse(request.ModelType)!,
            DatasetId = dataset.DatasetId,
            Provenance = provenance,
            BackendKind = request.Backend!.Kind,
            Request = SubmissionJson.Write(WithoutSecrets(request) with { Dataset = dataset.Name, Benchmark = null }),
            Secret = request.Backend is ServedRequest served ? secrets.Encrypt(new EndpointSecrets(served.ApiKey, served.Headers)) : null,
            Visibility = InitialVisibility(request.Publish, isNameTaken: name.Taken is not null),
            ManageTokenHash = ManageToken.Hash(token),
            Account = name.Account,
            IsVerified = submitter.IsOperator,
            Submission = submission,
            SubmissionOrder = place,
            Note = request.Publish ? name.Taken : null,
            Visitor = submitter.Visitor,
            PromptsTotal = dataset.PromptCount,
            CreatedAt = clock.GetUtcNow(),
        })], token);
    }

    /// <summary>Makes the run of a file of scores.</summary>
    public (NewRun Run, string ManageToken) MakeUploaded(SubmissionRequest request, string fileName, DatasetRow dataset, Submitter submitter, NameDecision name)
    {
        var (runs, token) = Make(request with { Backend = new UploadRequest { Name = NameOf(fileName) } }, [dataset], Provenance.Uploaded, submitter, name);
        return (runs[0], token);
    }

    private static SubmissionRequest WithoutSecrets(SubmissionRequest request) => WithoutKey(request with { EarlierToken = null });

    private static SubmissionRequest WithoutKey(SubmissionRequest request) => request.Backend is ServedRequest served
        ? request with
        {
            Backend = served with
            {
                ApiKey = null,
                HadApiKey = !string.IsNullOrWhiteSpace(served.ApiKey),
                Headers = null,
                HeaderNames = served.Headers is { Count: > 0 } headers ? [.. headers.Keys] : null,
            },
        }
        : request;

    private static string NameOf(string fileName) => Path.GetFileName(fileName) is { Length: > LongestFileName } name ? name[^LongestFileName..] : Path.GetFileName(fileName);

    private string InitialVisibility(bool publish, bool isNameTaken) =>
        !publish ? RunVisibility.Private
        : options.Value.RequireApproval || isNameTaken ? RunVisibility.Requested
        : RunVisibility.Public;
}

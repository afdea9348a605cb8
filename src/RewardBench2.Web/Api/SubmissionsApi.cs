using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Web.Hosting;
using RewardBench2.Web.Access;
using RewardBench2.Web.Access.SignIn;
using RewardBench2.Web.Live;

namespace RewardBench2.Web.Api;

/// <summary>Submissions: a JSON body names where the rewards come from, a form brings a file of scores.</summary>
internal static class SubmissionsApi
{
    // The form's other parts are small; this leaves room for them.
    private const long MaxFormBytes = ScoresUpload.MaxBytes + (64 * 1024);

    public static void MapSubmissionsApi(this RouteGroupBuilder api)
    {
        api.MapPost("/submissions", SubmitAsync)
            .WithTags("Submissions")
            .WithSummary("Submit a model: a JSON body, or multipart/form-data with model, modelType, dataset and a file 'scores'")
            .WithDescription(
                "Answers the run's id and, once, the manage token that controls it. benchmark, a name or a list of names, scores the model on the main dataset of each "
                + "with one check: a run each. A name with a public run or published figures is somebody's: give earlierToken, the manage "
                + "token of an earlier run of yours, or an admin decides whether the leaderboard shows the run (visibility 'requested'). backend.headers, such as {\"api-key\":\"…\"}, go with every request to the submitted "
                + "host; like the key they are kept encrypted, never shown, and wiped when the run ends. backend.chatTemplate is a preset, a Jinja template, or hf:ORG/NAME or "
                + "hf:ORG/NAME@REVISION: template and special tokens of that model on the Hugging Face hub, fetched now, pinned to the commit and kept with the run.")
            .Accepts<SubmissionRequest>("application/json", "multipart/form-data")
            .Produces<SubmissionResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithMetadata(new RequestSizeLimitAttribute(MaxFormBytes))
            .RequireRateLimiting(RateLimits.Submitting)
            .DisableAntiforgery();
        api.MapGet("/submissions/{submissionId}", ReadAsync)
            .WithTags("Submissions")
            .WithSummary("Where the runs of a submission to several benchmarks stand");
    }

    private static async Task<Results<Created<SubmissionResponse>, ProblemHttpResult>> SubmitAsync(
        HttpRequest http, SubmissionService submissions, VisitorNames visitors, AdminCaller admins, CancellationToken cancellationToken)
    {
        try
        {
            var visitor = await visitors.LimitedNameAsync(http.HttpContext, cancellationToken);
            var outcome = http.HasFormContentType
                ? await SubmitFormAsync(http, submissions, await SubmitterAsync(http, visitor, admins, cancellationToken), cancellationToken)
                : await SubmitJsonAsync(http, submissions, await SubmitterAsync(http, visitor, admins, cancellationToken), cancellationToken);
            if (outcome is SubmissionOutcome.Refused { Refusal.RetryAfter: { } wait })
            {
                http.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
            }

            return outcome switch
            {
                SubmissionOutcome.Accepted accepted => TypedResults.Created(
                    accepted.Submission is null ? $"{http.PathBase}/api/v1/runs/{accepted.RunId}" : $"{http.PathBase}/api/v1/submissions/{accepted.Submission}",
                    SubmissionResponse.From(accepted, http.PathBase)),
                SubmissionOutcome.Refused refused => Problems.Refused(refused.Refusal),
                _ => throw new InvalidOperationException("A submission is accepted or refused."),
            };
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.TooLarge(http.HasFormContentType
                ? "The upload is larger than 100 MB. Leave out the column 'text', or compress the numbers' digits: scores alone take a few MB."
                : "A submission in JSON is short: a chat template or a judge's template is its longest part.");
        }
        catch (Exception malformed) when (malformed is BadHttpRequestException or InvalidDataException or System.Text.Json.JsonException)
        {
            return Problems.BadRequest($"The body is not understood: {malformed.Message} Send JSON as /openapi/v1.json describes, or multipart/form-data with a file 'scores'.");
        }
    }

    private static async Task<Results<Ok<SubmissionRuns>, ProblemHttpResult>> ReadAsync(
        string submissionId, HttpContext context, SubmissionTable submissions, RunRequests requests, ProgressReader reader, ProgressFeed feed, CancellationToken cancellationToken)
    {
        var runs = new List<RunProgress>();
        foreach (var run in await submissions.ReadRunsAsync(submissionId, cancellationToken))
        {
            if ((await requests.FindAsync(run.RunId, context, cancellationToken)).Run is not null)
            {
                runs.Add(feed.MergeLive((await reader.ReadAsync(run.RunId, cancellationToken))!));
            }
        }

        return runs.Count > 0
            ? TypedResults.Ok(new SubmissionRuns(submissionId, runs))
            : Problems.NotFound("There is no such submission, or its runs are private. Private runs take 'Authorization: Bearer MANAGE_TOKEN'.");
    }

    private static async Task<Submitter> SubmitterAsync(HttpRequest http, string? visitor, AdminCaller admins, CancellationToken cancellationToken) =>
        new(visitor, IsOperator: (await admins.OfAsync(http.HttpContext, cancellationToken)).Actor is not null);

    private static async Task<SubmissionOutcome> SubmitJsonAsync(
        HttpRequest http, SubmissionService submissions, Submitter submitter, CancellationToken cancellationToken)
    {
        if (!http.HasJsonContentType())
        {
            throw new BadHttpRequestException("it is not sent as application/json.");
        }

        var (request, refusal) = await SubmissionJson.ReadAsync(http.Body, cancellationToken);
        return request is null
            ? new SubmissionOutcome.Refused(refusal!)
            : await submissions.SubmitAsync(request, submitter, cancellationToken);
    }

    private static async Task<SubmissionOutcome> SubmitFormAsync(
        HttpRequest http, SubmissionService submissions, Submitter submitter, CancellationToken cancellationToken)
    {
        var form = await http.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MaxFormBytes }, cancellationToken);
        if (form.Files.GetFile("scores") is not { Length: > 0 } file)
        {
            return new SubmissionOutcome.Refused(
                new("scores", "The form has no file 'scores'. Attach the per-prompt scores as JSON or JSON Lines."));
        }

        await using var stream = file.OpenReadStream();
        return await submissions.SubmitScoresAsync(
            new SubmissionRequest
            {
                Model = form["model"],
                ModelType = form["modelType"],
                Dataset = (string?)form["dataset"] is { Length: > 0 } dataset ? dataset : null,
                Benchmark = (string?)form["benchmark"] is { Length: > 0 } benchmark ? [benchmark] : null,
                EarlierToken = form["earlierToken"],
                Publish = !string.Equals(form["publish"], "false", StringComparison.OrdinalIgnoreCase),
            },
            stream,
            file.FileName,
            submitter,
            progress: null,
            cancellationToken);
    }
}

/// <summary>What a submission answers.</summary>
/// <param name="RunId">The first run.</param>
/// <param name="ManageToken">Controls the runs; shown this once.</param>
/// <param name="Url">The page of the run, or of all runs where there are several.</param>
/// <param name="Visibility"><c>public</c>, <c>private</c>, or <c>requested</c>: an admin decides.</param>
/// <param name="Note">Why an admin has to decide; <c>null</c> where none has to.</param>
/// <param name="SubmissionId">Of several runs with one check; absent for a single run.</param>
/// <param name="Runs">One for each benchmark, in the order in which they are scored; absent for a single run.</param>
public sealed record SubmissionResponse(
    string RunId,
    string ManageToken,
    string Url,
    string Visibility,
    string? Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SubmissionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SubmittedRun>? Runs)
{
    internal static SubmissionResponse From(SubmissionOutcome.Accepted accepted, PathString site) => new(
        accepted.RunId,
        accepted.ManageToken,
        $"{site}/{accepted.Page}",
        accepted.Visibility,
        accepted.Note,
        accepted.Submission,
        accepted.Submission is null ? null : accepted.Runs);
}

/// <summary>Where the runs of a submission stand.</summary>
/// <param name="Runs">In the order in which they are scored; those that the caller may see.</param>
public sealed record SubmissionRuns(string SubmissionId, IReadOnlyList<RunProgress> Runs);

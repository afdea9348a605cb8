using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Downstream;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Components;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Web.Api;

/// <summary>Downstream results and their correlation with the score: the twin of the page at <c>/downstream</c>.</summary>
internal static class DownstreamApi
{
    private const long MostBytes = 4 * 1024 * 1024;

    public static void MapDownstreamApi(this RouteGroupBuilder api)
    {
        var downstream = api.MapGroup("/downstream").WithTags("Downstream");
        downstream.MapGet("/", ReadAsync).WithSummary("What reward models achieved in best-of-N, PPO and the like")
            .WithDescription("unreviewed: lists what waits for review too, marked; at most 2,000 rows of it. No correlation counts it.");
        downstream.MapGet("/correlations", CorrelateAsync)
            .WithSummary("How far scores agree with downstream results")
            .WithDescription("outcome: a key as the page's address has it; score: Average or a subset; lists are names with commas between.");
        downstream.MapPost("/", SubmitAsync)
            .RequireRateLimiting(RateLimits.Submitting)
            .WithSummary("Hand in results; they count once an admin has reviewed them")
            .WithDescription("The body is CSV, JSON or JSON Lines in the open format. unit (fraction or percent), source and sourceUrl may be given in the address for all rows.");
        api.MapGet("/downstream.csv", DownloadAsync).WithTags("Downstream").WithSummary("All results in the open format");
    }

    private static async Task<Ok<DownstreamResponse>> ReadAsync(
        DownstreamCache cache,
        CancellationToken cancellationToken,
        string? model = null,
        string? task = null,
        string? method = null,
        bool unreviewed = false)
    {
        var (sources, results) = await ListAsync(cache, unreviewed, cancellationToken);
        var rows = results.Where(row => IsMatch(model, row.Model) && IsMatch(task, row.Task) && IsMatch(method, row.Method));
        return TypedResults.Ok(new DownstreamResponse(
            [.. sources.Select(DownstreamSourceResponse.From)],
            [.. rows.Select(DownstreamResultResponse.From)]));
    }

    private static async Task<Results<Ok<CorrelationsResponse>, ProblemHttpResult>> CorrelateAsync(
        DownstreamCache cache,
        CancellationToken cancellationToken,
        string? outcome = null,
        string? score = null,
        string? outcomes = null,
        string? scores = null,
        string? without = null,
        string? groups = null)
    {
        var overview = await cache.ReadAsync(cancellationToken);
        if (outcome is not null && overview.Outcomes.All(known => known.Key != outcome))
        {
            return Problems.BadRequest($"Nothing was measured under '{outcome}'. Choose one of {string.Join(", ", overview.Outcomes.Select(known => known.Key))}.");
        }

        if (score is not null && !DownstreamOverview.ScoreNames.Contains(score, StringComparer.OrdinalIgnoreCase))
        {
            return Problems.BadRequest($"There is no score '{score}'. Choose one of {string.Join(", ", DownstreamOverview.ScoreNames)}.");
        }

        return TypedResults.Ok(CorrelationsResponse.From(await cache.AnalyseAsync(new DownstreamQuery
        {
            Outcome = outcome,
            Score = score ?? Subsets.Average,
            Outcomes = NameList.Parse(outcomes),
            Scores = NameList.Parse(scores),
            Without = NameList.Parse(without),
            Groups = NameList.Parse(groups),
        }, cancellationToken)));
    }

    private static async Task<Results<Created<DownstreamAccepted>, ProblemHttpResult>> SubmitAsync(
        HttpRequest request,
        DownstreamImport import,
        VisitorNames visitors,
        CancellationToken cancellationToken,
        string? unit = null,
        string? source = null,
        string? sourceUrl = null)
    {
        DownstreamUnit? parsed = unit switch { "fraction" => DownstreamUnit.Fraction, "percent" => DownstreamUnit.Percent, _ => null };
        if (unit is not null && parsed is null)
        {
            return Problems.BadRequest($"The unit '{unit}' is unknown. Write fraction (0 to 1) or percent (0 to 100).");
        }

        try
        {
            await using var body = new MemoryStream();
            if (request.ContentLength > MostBytes || !await CopyAsync(request.Body, body, cancellationToken))
            {
                return Problems.TooLarge($"Hand in at most {MostBytes / 1024 / 1024} MB at a time.");
            }

            body.Position = 0;
            var sets = await DownstreamFile.ReadAsync(body, "The body", new DownstreamDefaults(parsed, source, sourceUrl), cancellationToken);
            var visitor = await visitors.LimitedNameAsync(request.HttpContext, cancellationToken);
            var (ids, refusal) = await import.SubmitAsync(sets, visitor, cancellationToken);
            return refusal is not null ? Problems.TooMany(refusal.Detail)
                : ids.Count == 0
                ? Problems.Conflict("These results are here already; nothing was changed.")
                : TypedResults.Created(
                    $"{request.PathBase}/downstream?unreviewed=true",
                    new DownstreamAccepted(ids, sets.Sum(set => set.Results.Count), Reviewed: false, $"{request.PathBase}/downstream?unreviewed=true"));
        }
        catch (InvalidFileException refused)
        {
            return Problems.Unreadable(refused.Message);
        }
    }

    private static async Task<ContentHttpResult> DownloadAsync(DownstreamCache cache, CancellationToken cancellationToken, bool unreviewed = false)
    {
        var (sources, rows) = await ListAsync(cache, unreviewed, cancellationToken);
        await using var writer = new StringWriter();
        DownstreamFile.Write(writer, DownstreamExport.Sets(sources, rows));
        return TypedResults.Text(writer.ToString(), "text/csv; charset=utf-8");
    }

    private static async Task<(IEnumerable<DownstreamSource> Sources, IEnumerable<DownstreamRow> Rows)> ListAsync(
        DownstreamCache cache, bool unreviewed, CancellationToken cancellationToken)
    {
        var board = await cache.ReadAsync(cancellationToken);
        if (!unreviewed)
        {
            return (board.Sources, board.Rows);
        }

        var waiting = await cache.ReadUnreviewedAsync(cancellationToken);
        return (board.Sources.Concat(waiting.Sources), board.Rows.Concat(waiting.Rows));
    }

    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        for (int count; (count = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (to.Length + count > MostBytes)
            {
                return false;
            }

            to.Write(buffer, 0, count);
        }

        return true;
    }

    private static bool IsMatch(string? wanted, string actual) =>
        wanted is null || actual.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}

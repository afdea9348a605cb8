using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Web.Api;

/// <summary>The prompt explorer as JSON: the twin of the pages under <c>/prompts</c>.</summary>
internal static class PromptsApi
{
    public static void MapPromptsApi(this RouteGroupBuilder api)
    {
        var prompts = api.MapGroup("/prompts").WithTags("Prompts");
        prompts.MapGet("/", FindAsync)
            .WithSummary("Prompts of a dataset: searched, filtered, sorted, paged")
            .WithDescription("q: words, \"a phrase\", beginning*, -without, this OR that. The answer's facets say how many prompts each narrower query would leave.");
        prompts.MapGet("/{dataset}/{id}", ReadAsync)
            .WithSummary("A prompt with its completions, and every model's rewards and result on it")
            .WithDescription("Rewards are as each model gave them, chosen completions first; different models' have no common scale.");
    }

    private static async Task<Results<Ok<PromptsResponse>, ProblemHttpResult>> FindAsync(
        [AsParameters] PromptQueryText text, PromptFinder finder, PromptReader reader, CancellationToken cancellationToken)
    {
        var (query, problems) = await reader.ParseAsync(text, cancellationToken);
        if (problems.Count > 0)
        {
            return Problems.BadRequest(string.Join(' ', problems));
        }

        if (await finder.FindAsync(query, cancellationToken) is not { } found)
        {
            return Problems.NotFound($"There is no dataset '{query.Dataset}' here.");
        }

        if (found.Problem is not null)
        {
            return Problems.BadRequest(found.Problem);
        }

        var rows = await reader.ReadRowsAsync(found, (query.Page - 1) * query.PageSize, query.PageSize, cancellationToken);
        return TypedResults.Ok(new PromptsResponse(
            query.Dataset,
            found.Places.Count,
            query.Page,
            query.PageSize,
            found.Snapshot.Measured.Count,
            [.. rows.Select(row => PromptSummary.From(found.Snapshot, row))],
            found.Facets));
    }

    private static async Task<Results<Ok<PromptResponse>, ProblemHttpResult>> ReadAsync(
        string dataset, string id, PromptReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(dataset, id, cancellationToken) is { } detail
            ? TypedResults.Ok(PromptResponse.From(detail))
            : Problems.NotFound($"There is no prompt '{id}' in a dataset '{dataset}' here. GET /api/v1/prompts?dataset=… lists them.");
}

using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Web.Api;

/// <summary>All results at once: models by prompts, and which generating models win.</summary>
internal static class MatrixApi
{
    public static void MapMatrixApi(this RouteGroupBuilder api)
    {
        api.MapGet("/matrix", ReadAsync)
            .WithTags("Prompts")
            .WithSummary("Every model's result on every prompt")
            .WithDescription("results has one letter per prompt for each model: 1 right, 2 to 9 shared by so many, 0 wrong, - none. In Ties, right means that every correct answer beats every incorrect one.");
        api.MapGet("/generators", ReadGeneratorsAsync)
            .WithTags("Prompts")
            .WithSummary("How highly each model ranks the completions of each generating model")
            .WithDescription("The mean of 1 / rank within the prompt (paper, appendix D).");
    }

    private static async Task<Results<Ok<MatrixResponse>, ProblemHttpResult>> ReadAsync(
        ExplorerCache snapshots, PromptReader reader, CancellationToken cancellationToken, string? dataset = null)
    {
        var name = dataset ?? await reader.DefaultDatasetAsync(cancellationToken);
        return await snapshots.ReadAsync(name, cancellationToken) is { } snapshot
            ? TypedResults.Ok(MatrixResponse.From(snapshot))
            : Problems.NotFound($"There is no dataset '{name}' here.");
    }

    private static async Task<Results<Ok<GeneratorsResponse>, ProblemHttpResult>> ReadGeneratorsAsync(
        ExplorerCache snapshots, PromptReader reader, CancellationToken cancellationToken, string? dataset = null, string? subset = null)
    {
        var name = dataset ?? await reader.DefaultDatasetAsync(cancellationToken);
        return await snapshots.ReadAsync(name, cancellationToken) is not { } snapshot ? Problems.NotFound($"There is no dataset '{name}' here.")
            : subset is not null && snapshot.Benchmark.FindSubset(subset) is null
                ? Problems.BadRequest($"'{subset}' is not a subset. Choose one of {string.Join(", ", snapshot.Benchmark.Subsets.Select(one => one.Name))}.")
            : TypedResults.Ok(new GeneratorsResponse(name, subset, snapshot.Generators(snapshot.Benchmark.FindSubset(subset)?.Name).Rows));
    }
}

/// <summary>What <c>GET /matrix</c> answers.</summary>
/// <param name="Models">Best first.</param>
/// <param name="Prompts">In dataset order.</param>
/// <param name="ModelsByLikeness">Places in <paramref name="Models"/>, so that neighbours fail on the same prompts.</param>
/// <param name="PromptsByLikeness">Places in <paramref name="Prompts"/>, likewise.</param>
public sealed record MatrixResponse(
    string Dataset, IReadOnlyList<MatrixModel> Models, IReadOnlyList<MatrixPrompt> Prompts, IReadOnlyList<int> ModelsByLikeness, IReadOnlyList<int> PromptsByLikeness)
{
    internal static MatrixResponse From(ExplorerSnapshot snapshot)
    {
        var (models, prompts) = snapshot.Likeness;
        return new(
            snapshot.Dataset.Name,
            [.. snapshot.Models.Select(model => new MatrixModel(model.Model, model.Average ?? model.MeanCredit, string.Concat(model.Credits.Select(Letter))))],
            [.. snapshot.Prompts.Select((prompt, at) => new MatrixPrompt(prompt.Id, prompt.Subset, snapshot.Standings[at].ShareRight))],
            models,
            prompts);
    }

    private static char Letter(double credit) => credit switch
    {
        >= 1 => '1',
        > 0 => (char)('0' + Math.Clamp((int)Math.Round(1 / credit), 2, 9)),
        <= 0 => '0',
        _ => '-',
    };
}

/// <summary>A model's row.</summary>
/// <param name="Average">The average, or the mean over prompts where there is none.</param>
public sealed record MatrixModel(string Model, double Average, string Results);

/// <summary>A prompt's column.</summary>
public sealed record MatrixPrompt(string Id, string Subset, double? ShareRight);

/// <summary>What <c>GET /generators</c> answers.</summary>
public sealed record GeneratorsResponse(string Dataset, string? Subset, IReadOnlyList<GeneratorRow> Models);

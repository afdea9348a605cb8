using RewardBench2.Benchmark;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Web.Api;

/// <summary>What <c>GET /prompts</c> answers.</summary>
/// <param name="Total">How many prompts the query found on all pages.</param>
/// <param name="Models">On how many models the measures rest.</param>
public sealed record PromptsResponse(
    string Dataset, int Total, int Page, int PageSize, int Models, IReadOnlyList<PromptSummary> Prompts, PromptFacets Facets);

/// <summary>A prompt in a list.</summary>
/// <param name="Excerpt">How it begins, on one line.</param>
/// <param name="Snippet">What the search hit; <c>null</c> without a search.</param>
public sealed record PromptSummary(
    string Id, string Subset, string Excerpt, int Length, bool Flagged, PromptStatistics Measures, Snippet? Snippet)
{
    internal static PromptSummary From(ExplorerSnapshot snapshot, PromptListRow row)
    {
        var prompt = snapshot.Prompts[row.Place];
        return new(prompt.Id, prompt.Subset, prompt.Excerpt, prompt.Length, snapshot.IsFlagged[row.Place], snapshot.Standings[row.Place], row.Snippet);
    }
}

/// <summary>What <c>GET /prompts/{dataset}/{id}</c> answers.</summary>
/// <param name="EarlierTurns">What was said before the prompt, oldest first; empty for a single turn.</param>
/// <param name="Metadata">The dataset's further columns.</param>
/// <param name="Models">Best first.</param>
/// <param name="Judgements">What judges wrote, unchanged.</param>
/// <param name="Flags">Settled ones.</param>
public sealed record PromptResponse(
    string Dataset,
    string Id,
    string Subset,
    IReadOnlyList<Turn> EarlierTurns,
    string Prompt,
    System.Text.Json.JsonElement? Metadata,
    IReadOnlyList<CompletionResponse> Completions,
    PromptStatistics Measures,
    IReadOnlyList<ModelOnPrompt> Models,
    IReadOnlyList<JudgementResponse> Judgements,
    IReadOnlyList<FlagResponse> Flags)
{
    internal static PromptResponse From(PromptDetail detail) => new(
        detail.Snapshot.Dataset.Name,
        detail.Prompt.Id,
        detail.Prompt.Subset,
        detail.Prompt.EarlierTurns,
        detail.Prompt.Text,
        detail.Prompt.Metadata is null ? null : System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(detail.Prompt.Metadata),
        [.. detail.Prompt.Completions.Select(completion => new CompletionResponse(completion.Text, completion.GeneratedBy, completion.IsChosen))],
        detail.Standing,
        [.. detail.Snapshot.Models.Select(model => ModelOnPrompt.From(model, detail.Place, detail.Outline.IsTies))],
        [.. detail.Judgements.Select(JudgementResponse.From)],
        [.. detail.Flags.Select(FlagResponse.From)]);
}

/// <summary>A completion.</summary>
public sealed record CompletionResponse(string Text, string? GeneratedBy, bool Chosen);

/// <summary>What a model says of a prompt.</summary>
/// <param name="Result">A fraction; <c>null</c> in Ties and where nothing could be read.</param>
/// <param name="Rewards">One per completion, chosen ones first; empty where the model gave none.</param>
/// <param name="Margin">Worst chosen minus best rejected reward, in units of the model's typical margin.</param>
/// <param name="Failed">Nothing could be read from the model's answer.</param>
public sealed record ModelOnPrompt(
    string Model, string ModelType, string Provenance, string RunId, double? Result, IReadOnlyList<double> Rewards, double? Margin, bool Failed)
{
    internal static ModelOnPrompt From(ExplorerModel model, int place, bool isTies) => new(
        model.Model,
        model.ModelType,
        model.Provenance,
        model.RunId,
        isTies || double.IsNaN(model.Credits[place]) ? null : model.Credits[place],
        model.Rewards[place],
        double.IsNaN(model.Margins[place]) ? null : model.Margins[place],
        model.HasFailed[place]);
}

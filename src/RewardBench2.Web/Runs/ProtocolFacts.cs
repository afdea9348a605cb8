using System.Globalization;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;

namespace RewardBench2.Web.Runs;

/// <summary>How a run's rewards were obtained, as names and values to read.</summary>
public static class ProtocolFacts
{
    /// <summary>The run's facts in their order; none before its server was probed.</summary>
    public static IReadOnlyList<ProtocolFact> From(RunRow run) =>
    [
        .. (run switch
        {
            { ProtocolCard: { } card } => OfCard(Read<ProtocolCard>(card)),
            { JoinReport: { } report } => [("Uploaded file", Read<JoinReport>(report).Summary)],
            { BackendKind: "baseline" } => [("Baseline", (SubmissionJson.Parse(run.Request).Backend as BaselineRequest)?.Name)],
            _ => [],
        })
        .Where(fact => fact.Value is not null)
        .Select(fact => new ProtocolFact(fact.Name, fact.Value!)),
    ];

    /// <summary>The names of facts that are not the same, or missing, in some of several runs; in the order of the first that has them.</summary>
    public static IReadOnlyList<string> Differing(IReadOnlyList<IReadOnlyList<ProtocolFact>> runs) =>
    [
        .. runs.SelectMany(facts => facts.Select(fact => fact.Name))
            .Distinct()
            .Where(name => runs.Select(facts => ValueOf(facts, name)).Distinct().Count() > 1),
    ];

    /// <summary>What a run says of a fact; <c>null</c> when nothing.</summary>
    public static string? ValueOf(IReadOnlyList<ProtocolFact> facts, string name) => facts.FirstOrDefault(fact => fact.Name == name)?.Value;

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, SubmissionJson.Options)!;

    private static (string Name, string? Value)[] OfCard(ProtocolCard card) =>
    [
        ("Protocol", card.Protocol),
        ("Server", card.Server is null ? null : $"{card.Server} {card.Version}"),
        ("Served model", card.ServedModel),
        ("Extra headers", card.Headers is { Count: > 0 } headers ? string.Join(", ", headers) : null),
        ("Activation", card.Activation),
        ("Chat template", card.ChatTemplate),
        ("Chat template source", card.ChatTemplateSource),
        ("Maximum length", Tokens(card.MaxLength)),
        ("Completions truncated", card.Truncated > 0 ? Numbers.Count(card.Truncated) : "none reported by the server"),
        ("Attribute", card.Attribute),
        ("Reference policy", card.ReferenceModel),
        ("Beta", card.Beta?.ToString(CultureInfo.InvariantCulture)),
        ("Judge", card.JudgeMode),
        ("Judge prompt", card.JudgePromptHash is null ? null : $"{card.JudgePromptHash} ({card.JudgePrompts}; not the reference's prompt unless it was pasted)"),
        ("Verdict reader", card.JudgeReader is { } reader ? Describe(reader) : null),
        ("Placement seed", card.Seed?.ToString(CultureInfo.InvariantCulture)),
        ("Both orders", card.BothOrders is null ? null : card.BothOrders.Value ? "yes" : "no"),
        ("Ranking limit", Tokens(card.RankingTokens)),
        ("Rating limit", Tokens(card.RatingTokens)),
        ("Changes to requests", card.Changes.Count == 0 ? null : string.Join("; ", card.Changes)),
        ("Canaries", card.RanAnyway ? $"{card.Canaries}; the submitter chose to run anyway" : card.Canaries),
        ("Dataset revision", card.DatasetRevision),
        ("Code version", card.CodeVersion),
    ];

    // A card may name a reader that has since been removed.
    private static string Describe(string reader) =>
        VerdictReader.Find(reader) is { } known ? $"{known.Name}: {known.Description}" : reader;

    private static string? Tokens(int? count) => count is { } tokens ? $"{Numbers.Count(tokens)} tokens" : null;
}

/// <summary>One fact of a protocol card.</summary>
/// <param name="Value">May contain text from a visitor or a server.</param>
public sealed record ProtocolFact(string Name, string Value);

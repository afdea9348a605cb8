using System.Text.Json;

namespace RewardBench2.TestHost.Content;

/// <summary>The files of <c>content/datasets</c>, read plainly: these facts are about the files, not about our reader.</summary>
public static class StarterFiles
{
    private static readonly JsonSerializerOptions Official = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<StarterPrompt> Prompts { get; } = Lines<StarterPrompt>("starter.jsonl");

    public static IReadOnlyList<StarterCandidates> Candidates { get; } = Lines<StarterCandidates>("starter-candidates.jsonl");

    /// <summary>By list and prompt id, all completions that would be right.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, List<string>>> Lists { get; } =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, List<string>>>>(Read("lists.json"))!;

    public static IReadOnlyList<StarterPrompt> Of(string subset) => [.. Prompts.Where(row => row.Subset == subset)];

    private static IReadOnlyList<T> Lines<T>(string name) =>
        [.. Read(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<T>(line, Official)!)];

    private static string Read(string name) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "content", "datasets", name));
}

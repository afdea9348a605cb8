using System.Text.RegularExpressions;

namespace RewardBench2.Web.Choose;

/// <summary>The language model a reward model descends from, as far as its name says so.</summary>
public static partial class ModelFamily
{
    /// <summary>Every family that names are read for, the more specific first: Tulu 3 is a Llama 3.1.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["Tulu 3", "Llama 3.2", "Llama 3.1", "Llama 3", "Qwen 3", "Qwen 2.5", "Qwen 2", "Gemma 2", "Gemma", "Mistral", "InternLM 2"];

    /// <summary>The family that a name, or the name of a base model, tells; <c>null</c> when it tells none.</summary>
    public static string? InName(string name)
    {
        var letters = Separators().Replace(name.ToLowerInvariant(), "");
        return All.FirstOrDefault(family => letters.Contains(Separators().Replace(family.ToLowerInvariant(), ""), StringComparison.Ordinal));
    }

    [GeneratedRegex("[^a-z0-9.]")]
    private static partial Regex Separators();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RewardBench2.Web.Leaderboard;

/// <summary>Facts about a model other than its scores. Nothing is guessed; what only the name says is marked.</summary>
/// <param name="Developer">The part of the name before the slash; <c>null</c> where there is none.</param>
/// <param name="BillionParameters">Size in billions of parameters; <c>null</c> when unknown.</param>
/// <param name="SizeIsFromName">The size was read from the model's name rather than stated by anyone.</param>
/// <param name="Weights">One of <see cref="ModelWeights"/>.</param>
/// <param name="Licence">As its submitter states it; <c>null</c> when unknown.</param>
/// <param name="BaseModel">The model it was trained from, as stated; <c>null</c> when unknown.</param>
public sealed partial record ModelFacts(
    string? Developer, double? BillionParameters, bool SizeIsFromName, string Weights, string? Licence, string? BaseModel)
{
    // Families that their makers serve through an API only. Their names are enough to tell.
    private static readonly string[] ApiOnly = ["openai/gpt-4", "openai/o1", "openai/o3", "anthropic/claude", "google/gemini"];

    /// <summary>What a name alone says.</summary>
    public static ModelFacts FromName(string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        var size = SizeInName(model[(slash + 1)..]);
        var isApiOnly = ApiOnly.Any(family => model.StartsWith(family, StringComparison.OrdinalIgnoreCase));
        return new ModelFacts(
            slash > 0 ? model[..slash] : null,
            size,
            SizeIsFromName: size is not null,
            isApiOnly ? ModelWeights.ApiOnly : ModelWeights.Unknown,
            Licence: null,
            BaseModel: null);
    }

    /// <summary>What is stored, and where that is silent, what the name says.</summary>
    public static ModelFacts From(Storage.ModelRow stored)
    {
        var named = FromName(stored.Name);
        return named with
        {
            BillionParameters = stored.BillionParameters ?? named.BillionParameters,
            SizeIsFromName = stored.BillionParameters is null && named.SizeIsFromName,
            Weights = stored.IsOpen switch { true => ModelWeights.Open, false => ModelWeights.ApiOnly, null => named.Weights },
            Licence = stored.Licence,
            BaseModel = stored.BaseModel,
        };
    }

    /// <summary>The last "8B", "0.6B" or "1_8b" that stands alone in a name, in billions; none for mixtures such as "8x7B".</summary>
    internal static double? SizeInName(string name) =>
        Size().Matches(name) is { Count: > 0 } sizes
            ? double.Parse(sizes[^1].Groups[1].Value.Replace('_', '.'), CultureInfo.InvariantCulture)
            : null;

    /// <summary>The day that stands in a name, as in "gpt-4o-2024-08-06" or "claude-opus-4-20250514"; none without a year.</summary>
    public static DateOnly? DayInName(string name) =>
        Day().Match(name) is { Success: true } day
            && DateOnly.TryParseExact(day.Value.Replace("-", "", StringComparison.Ordinal), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found)
            ? found
            : null;

    [GeneratedRegex("(?<![0-9])20[0-9]{2}-?[01][0-9]-?[0-3][0-9](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex("(?<![A-Za-z0-9.])([0-9]{1,3}(?:[._][0-9]{1,2})?)[bB](?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}

/// <summary>Whether a model's weights can be had.</summary>
public static class ModelWeights
{
    public const string Open = "open";
    public const string ApiOnly = "api-only";
    public const string Unknown = "unknown";

    /// <summary>The same as yes, no or unknown.</summary>
    public static bool? AreOpen(string weights) => weights switch { Open => true, ApiOnly => false, _ => null };
}

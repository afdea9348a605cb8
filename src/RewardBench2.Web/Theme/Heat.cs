using System.Globalization;

namespace RewardBench2.Web.Theme;

/// <summary>The score scale of tables: CSS classes <c>heat-0</c> to <c>heat-20</c>, the same in every table so that colours compare.</summary>
public static class Heat
{
    /// <summary>The highest step.</summary>
    public const int Steps = 20;

    /// <summary>What guessing earns on a best-of-4 subset; this and less is step 0 where nothing else is said.</summary>
    public const double Floor = 0.25;

    private static readonly string[] Classes =
        [.. Enumerable.Range(0, Steps + 1).Select(step => string.Create(CultureInfo.InvariantCulture, $"heat-{step}"))];

    /// <summary>The class of a score.</summary>
    /// <param name="score">A fraction; <c>null</c>, where a model was not scored, has no colour.</param>
    /// <param name="chance">What guessing earns, a fraction below 1: step 0.</param>
    public static string Class(double? score, double chance = Floor) =>
        score is { } value && !double.IsNaN(value) ? Classes[Step(value, chance)] : "heat-none";

    /// <summary>The step of a score, 0 to <see cref="Steps"/>; scores outside chance to 1 (Ties may be) take the nearest end.</summary>
    public static int Step(double score, double chance = Floor) =>
        (int)Math.Round(Math.Clamp((score - chance) / (1 - chance), 0, 1) * Steps, MidpointRounding.AwayFromZero);
}

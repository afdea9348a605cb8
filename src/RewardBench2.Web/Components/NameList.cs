namespace RewardBench2.Web.Components;

/// <summary>Lists as addresses write them.</summary>
public static class NameList
{
    /// <summary>Names with commas between; none where there is no text.</summary>
    public static IReadOnlyList<string> Parse(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

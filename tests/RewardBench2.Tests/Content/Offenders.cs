namespace RewardBench2.Tests.Content;

/// <summary>One fact speaks for all rows, and names every row that breaks it.</summary>
internal static class Offenders
{
    public static void None(IEnumerable<string> ids)
    {
        var offending = ids.ToList();
        Assert.True(offending.Count == 0, $"{offending.Count} break the rule: {string.Join(", ", offending)}");
    }
}

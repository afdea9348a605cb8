namespace RewardBench2.Tests;

/// <summary>The project's own test data, in <c>Data</c> beside the tests' source; where it comes from is in <c>Data/SOURCES.md</c>.</summary>
public static class TestData
{
    /// <summary>The path of a file in it.</summary>
    public static string File(params string[] parts) =>
        Path.Combine([RepositoryRoot.Path, "tests", "RewardBench2.Tests", "Data", .. parts]);
}

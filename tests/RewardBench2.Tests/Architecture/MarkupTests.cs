using RewardBench2.Tests.Content;

namespace RewardBench2.Tests.Architecture;

/// <summary>How the pages' sources are written.</summary>
public sealed class MarkupTests
{
    private const int LongestLine = 160;

    [Fact]
    public void No_line_of_markup_is_too_long_to_be_read_at_a_glance() => Offenders.None(
        from file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src", "RewardBench2.Web"), "*.razor", SearchOption.AllDirectories)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > LongestLine
        select $"{Path.GetFileName(file)}:{line.Index + 1}");
}

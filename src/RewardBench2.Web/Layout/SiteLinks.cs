namespace RewardBench2.Web.Layout;

/// <summary>A place the navigation leads to.</summary>
/// <param name="Path">Its path, such as <c>/runs</c>.</param>
/// <param name="Text">What the navigation calls it.</param>
public sealed record SiteLink(string Path, string Text)
{
    /// <summary>The link, relative to the site's base.</summary>
    public string Address => Path == "/" ? "./" : Path[1..];

    /// <summary>Whether a visitor at a path is at this place or below it; every model page belongs to the leaderboard.</summary>
    public bool IsCurrent(string path) => Path == "/"
        ? path == "/" || path.StartsWith("/models", StringComparison.OrdinalIgnoreCase)
        : path.Equals(Path, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Path + "/", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The navigation.</summary>
public static class SiteLinks
{
    /// <summary>Its links, in order.</summary>
    public static IReadOnlyList<SiteLink> All { get; } =
    [
        new("/", "Leaderboard"),
        new("/compare", "Compare"),
        new("/benchmarks", "Benchmarks"),
        new("/prompts", "Prompts"),
        new("/downstream", "Downstream"),
        new("/runs", "Runs"),
        new("/submit", "Submit"),
        new("/about", "About"),
    ];
}

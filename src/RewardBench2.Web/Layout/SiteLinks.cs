using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Layout;

/// <summary>A place the navigation leads to.</summary>
/// <param name="Path">Its path, such as <c>/runs</c>.</param>
/// <param name="Text">What the navigation calls it.</param>
public sealed record SiteLink(string Path, string Text)
{
    /// <summary>Whether a visitor at a path is at this place or below it; every model page belongs to the leaderboard.</summary>
    public bool IsCurrent(string path) => Path == "/"
        ? path == "/" || path.StartsWith("/models", StringComparison.OrdinalIgnoreCase)
        : path.Equals(Path, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Path + "/", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The navigation's links, in order. A link is there once a page with its path is.</summary>
public static class SiteLinks
{
    /// <summary>The links that lead somewhere.</summary>
    public static IReadOnlyList<SiteLink> Existing { get; } = [.. Planned().Where(link => Routes().Contains(link.Path))];

    private static SiteLink[] Planned() =>
    [
        new("/", "Leaderboard"),
        new("/compare", "Compare"),
        new("/prompts", "Prompts"),
        new("/downstream", "Downstream"),
        new("/runs", "Runs"),
        new("/submit", "Submit"),
        new("/about", "About"),
    ];

    private static HashSet<string> Routes() =>
        [.. typeof(SiteLinks).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)];
}

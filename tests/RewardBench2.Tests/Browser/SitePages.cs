namespace RewardBench2.Tests.Browser;

/// <summary>The pages every visitor can reach without knowing an id. Every one of them is held to the same: see <see cref="EveryPageTests"/>.</summary>
public static class SitePages
{
    public static IReadOnlyList<string> All { get; } =
    [
        "/about",
        "/about/design",
        "/admin/sign-in",
    ];
}

using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Layout;

/// <summary>
/// Where on this site an address leads. The site may live under a path of its host, so links are written relative to
/// its base (<c>runs/ID</c>, and <c>./</c> for the leaderboard), and compared by these paths.
/// </summary>
public static class SitePath
{
    /// <summary>The present page's path, such as <c>/runs</c>.</summary>
    public static string Read(NavigationManager navigation) => Read(navigation, navigation.Uri);

    /// <summary>The path of an address of this site, such as <c>/runs</c>.</summary>
    public static string Read(NavigationManager navigation, string address) =>
        "/" + navigation.ToBaseRelativePath(address).Split('?', '#')[0];
}

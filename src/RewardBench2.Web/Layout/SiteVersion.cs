using System.Reflection;

namespace RewardBench2.Web.Layout;

/// <summary>Which version of the site is running.</summary>
public static class SiteVersion
{
    /// <summary>Such as <c>0.1.0+1a2b3c4</c>: the version and, where the build knew it, the first seven letters of the commit.</summary>
    public static string Text { get; } = Shorten(
        typeof(SiteVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    private static string Shorten(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is var plus and >= 0 && version.Length > plus + 8 ? version[..(plus + 8)] : version;
}

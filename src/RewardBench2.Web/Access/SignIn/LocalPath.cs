namespace RewardBench2.Web.Access.SignIn;

/// <summary>Where to go after signing in. Only paths of this site count, so that no link leads through a sign-in to elsewhere.</summary>
public static class LocalPath
{
    /// <param name="site">The path that the site lives under; empty at its host's root.</param>
    public static string From(string? path, string site = "") =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? Escape(path) : $"{site}/admin";

    // A header holds ASCII only.
    private static string Escape(string path) =>
        path.All(char.IsAscii) ? path : string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}

namespace RewardBench2.Web.Access.SignIn;

/// <summary>Where to go after signing in. Only paths of this site count, so that no link leads through a sign-in to elsewhere.</summary>
public static class LocalPath
{
    public static string Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/admin";
}

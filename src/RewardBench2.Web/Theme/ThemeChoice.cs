namespace RewardBench2.Web.Theme;

/// <summary>The appearance a visitor chose, kept in a cookie that the browser's script writes.</summary>
public static class ThemeChoice
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "theme";

    /// <summary><c>light</c>, <c>dark</c>, or <c>null</c> to follow the system. Any other value is as good as none.</summary>
    public static string? Read(HttpContext? context) => context?.Request.Cookies[Cookie] switch
    {
        "light" => "light",
        "dark" => "dark",
        _ => null,
    };
}

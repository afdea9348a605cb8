namespace RewardBench2.Web.Admin;

/// <summary>Which addresses may become links: a <c>javascript:</c> address would run with the rights of the person who clicks it.</summary>
public static class WebAddress
{
    public static bool IsGood(string? text) =>
        text is { Length: <= 500 }
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0;
}

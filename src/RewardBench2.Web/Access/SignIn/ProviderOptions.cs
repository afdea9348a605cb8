namespace RewardBench2.Web.Access.SignIn;

/// <summary>
/// A provider of identities, section <c>Authentication:OpenIdConnect</c>; Hugging Face is one. Without an authority
/// there is none, and nothing of it is registered.
/// </summary>
public sealed class ProviderOptions
{
    public const string Section = "Authentication:OpenIdConnect";

    /// <summary>Such as <c>https://huggingface.co</c>.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>As the sign-in button calls it. Defaults to the authority's host.</summary>
    public string? Name { get; set; }

    /// <summary>The scopes requested in addition to <c>openid</c>. Defaults to <c>profile email</c>.</summary>
    public string Scopes { get; set; } = "profile email";

    /// <summary>Who may be an admin: subjects, or e-mail addresses that the provider has verified. Defaults to nobody.</summary>
    public IList<string> Admins { get; } = [];
}

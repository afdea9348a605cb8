using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>Who an identity provider vouches for.</summary>
public static class Account
{
    private const string AccountClaim = "account";

    /// <summary>The claims that the cookie keeps of a provider's answer: a name, and a key that tells accounts apart.</summary>
    internal static IReadOnlyList<Claim> ClaimsOf(ClaimsPrincipal vouched, string authority)
    {
        var subject = vouched.FindFirstValue("sub") ?? "";
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{authority}|{subject}")))[..16];
        return [new Claim(AccountClaim, key), new Claim(ClaimTypes.Name, NameOf(vouched))];
    }

    internal static string NameOf(ClaimsPrincipal vouched) =>
        vouched.FindFirstValue("preferred_username") ?? vouched.FindFirstValue("email") ?? vouched.FindFirstValue("sub") ?? "";

    /// <summary>Whether the provider's answer is on the list. An e-mail address counts only when the provider has verified it.</summary>
    internal static bool IsListed(ClaimsPrincipal vouched, IEnumerable<string> admins)
    {
        var email = string.Equals(vouched.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)
            ? vouched.FindFirstValue("email")
            : null;
        return admins.Any(admin =>
            admin.Length > 0
            && (admin == vouched.FindFirstValue("sub") || string.Equals(admin, email, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Who a signed-in visitor is, for limits and for runs; <c>null</c> for everybody else.</summary>
    public static string? KeyOf(ClaimsPrincipal? visitor) => visitor?.FindFirstValue(AccountClaim) is { } key ? $"account/{key}" : null;
}

using System.Security.Cryptography;
using System.Text;
using RewardBench2.Storage;
using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Web.Access;

/// <summary>
/// Who a visitor is, for limits: an account where one is signed in, otherwise a hash of the address, with a key that the
/// database keeps, so that limits survive a restart and no address is stored.
/// </summary>
public sealed class VisitorNames(SiteSecretTable settings)
{
    private byte[]? _key;

    public async Task<string> NameAsync(HttpContext? context, CancellationToken cancellationToken)
    {
        if (Account.KeyOf(context?.User) is { } account)
        {
            return account;
        }

        _key ??= Convert.FromHexString(await settings.EnsureAsync(
            "visitor key", () => RandomNumberGenerator.GetHexString(64), cancellationToken));
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(AddressOf(context))))[..16];
    }

    /// <summary>The same for limits that do not hold for this machine.</summary>
    /// <returns><c>null</c> for this machine, unless an account is signed in.</returns>
    public async Task<string?> LimitedNameAsync(HttpContext? context, CancellationToken cancellationToken) =>
        Account.KeyOf(context?.User) is null && AddressOf(context) == VisitorAddress.ThisMachine
            ? null
            : await NameAsync(context, cancellationToken);

    private static string AddressOf(HttpContext? context) => VisitorAddress.NameOf(context?.Connection.RemoteIpAddress);
}

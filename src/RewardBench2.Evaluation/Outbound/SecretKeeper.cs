using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Keeps API keys and headers encrypted while their runs are under way.</summary>
public sealed class SecretKeeper(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("RewardBench2.Evaluation.EndpointSecrets");

    // Runs that were queued before there were headers hold the key alone.
    private readonly IDataProtector _earlier = protection.CreateProtector("RewardBench2.Evaluation.ApiKey");

    /// <returns><c>null</c> where there is nothing to keep.</returns>
    public string? Conceal(EndpointSecrets secrets) => secrets.IsEmpty ? null : _protector.Protect(JsonSerializer.Serialize(secrets));

    /// <exception cref="RunStoppedException">They were encrypted with keys that this site no longer has.</exception>
    public EndpointSecrets Reveal(string? secret)
    {
        if (secret is null)
        {
            return EndpointSecrets.None;
        }

        try
        {
            return JsonSerializer.Deserialize<EndpointSecrets>(_protector.Unprotect(secret))!;
        }
        catch (CryptographicException)
        {
            return new EndpointSecrets(RevealKey(secret));
        }
    }

    private string RevealKey(string secret)
    {
        try
        {
            return _earlier.Unprotect(secret);
        }
        catch (CryptographicException lost)
        {
            throw new RunStoppedException("The API key or headers can no longer be read here. Retry and give them again.", canResume: false, lost);
        }
    }
}

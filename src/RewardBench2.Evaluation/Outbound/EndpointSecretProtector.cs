using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Encrypts API keys and headers for as long as their runs are under way.</summary>
public sealed class EndpointSecretProtector(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("RewardBench2.Evaluation.EndpointSecrets");

    // Runs that were queued before there were headers hold the key alone.
    private readonly IDataProtector _earlier = protection.CreateProtector("RewardBench2.Evaluation.ApiKey");

    /// <returns><c>null</c> where there is nothing to keep.</returns>
    public string? Encrypt(EndpointSecrets secrets) => secrets.IsEmpty ? null : _protector.Protect(JsonSerializer.Serialize(secrets));

    /// <exception cref="RunStoppedException">They were encrypted with keys that this site no longer has.</exception>
    public EndpointSecrets Decrypt(string? secret)
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
            return new EndpointSecrets(DecryptKey(secret));
        }
    }

    private string DecryptKey(string secret)
    {
        try
        {
            return _earlier.Unprotect(secret);
        }
        catch (CryptographicException lost)
        {
            throw new RunStoppedException("The stored API key or headers can no longer be decrypted. Retry, and enter them again.", canResume: false, lost);
        }
    }
}

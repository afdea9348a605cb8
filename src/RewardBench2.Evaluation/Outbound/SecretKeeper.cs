using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Keeps API keys encrypted while their runs are under way.</summary>
public sealed class SecretKeeper(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("RewardBench2.Evaluation.ApiKey");

    public string? Conceal(string? key) => string.IsNullOrEmpty(key) ? null : _protector.Protect(key);

    /// <exception cref="RunStoppedException">The key was encrypted with keys that this site no longer has.</exception>
    public string? Reveal(string? secret)
    {
        try
        {
            return secret is null ? null : _protector.Unprotect(secret);
        }
        catch (CryptographicException lost)
        {
            throw new RunStoppedException("The API key can no longer be read here. Retry and give it again.", canResume: false, lost);
        }
    }
}

using System.Security.Cryptography;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Names runs: twelve letters and digits that are easy to tell apart and hard to guess.</summary>
public static class RunId
{
    public static string Create() => RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", length: 12);
}

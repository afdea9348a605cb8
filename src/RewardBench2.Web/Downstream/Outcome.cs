using System.Globalization;
using RewardBench2.Storage;

namespace RewardBench2.Web.Downstream;

/// <summary>What can be correlated with the score: one task, reached by one method with one policy.</summary>
/// <param name="Task">Such as <c>GSM8K</c>.</param>
/// <param name="Method"><c>best-of-n</c>, <c>ppo</c> or another method's name.</param>
/// <param name="N">How many completions were chosen from; <c>null</c> where the method has no such number.</param>
/// <param name="Policy">The language model behind it; <c>null</c> where nobody has said.</param>
public sealed record Outcome(string Task, string Method, int? N, string? Policy)
{
    /// <summary>As addresses spell it, such as <c>gsm8k.best-of-16.tulu-3-8b-sft</c>.</summary>
    public string Key { get; } = string.Join('.', new[] { Slug(Task), Slug(MethodName(Method, N)), Slug(Policy ?? "") }.Where(part => part.Length > 0));

    /// <summary>As pages spell it, such as <c>GSM8K, best of 16</c>.</summary>
    public string Name { get; } = $"{Task}, {MethodName(Method, N)}";

    public static Outcome From(DownstreamRow row) => new(row.Task, row.Method, row.N, row.Policy);

    private static string MethodName(string method, int? n) => method switch
    {
        "best-of-n" => string.Create(CultureInfo.InvariantCulture, $"best of {n}"),
        "ppo" => "PPO",
        _ => n is null ? method : string.Create(CultureInfo.InvariantCulture, $"{method}, n = {n}"),
    };

    private static string Slug(string text) => string.Join('-', text.ToLowerInvariant()
        .Split([.. text.ToLowerInvariant().Where(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '+').Distinct()], StringSplitOptions.RemoveEmptyEntries))
        .Replace("+", "-plus", StringComparison.Ordinal);
}

namespace RewardBench2.Benchmark;

/// <summary>One message of a conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">What is said.</param>
public sealed record Turn(string Role, string Text)
{
    /// <summary>Who may speak.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["system", "user", "assistant"];

    public static Turn User(string text) => new("user", text);

    public static Turn Assistant(string text) => new("assistant", text);

    /// <summary>As a transcript has it: the role's name, then the text.</summary>
    public override string ToString() => $"{char.ToUpperInvariant(Role[0])}{Role[1..]}: {Text}";
}

namespace RewardBench2.Storage;

/// <summary>The state of a flag. The values are public.</summary>
public static class FlagState
{
    /// <summary>Nobody has looked at it yet.</summary>
    public const string Open = "open";

    /// <summary>An admin agrees: scores without flagged prompts leave the prompt out.</summary>
    public const string Upheld = "upheld";

    /// <summary>An admin disagrees.</summary>
    public const string Dismissed = "dismissed";
}

/// <summary>What a visitor reports about a prompt. The values are public.</summary>
public static class FlagReason
{
    public const string WrongLabel = "wrong label";
    public const string BadPrompt = "bad prompt";
    public const string Duplicate = "duplicate";
    public const string Other = "other";

    public static IReadOnlyList<string> All { get; } = [WrongLabel, BadPrompt, Duplicate, Other];
}

namespace RewardBench2.Exchange.Hub;

/// <summary>A dataset repository of the Hugging Face hub.</summary>
/// <param name="Organization">Who owns it, such as <c>allenai</c>.</param>
/// <param name="Name">Its name, such as <c>reward-bench-2</c>.</param>
public sealed record HubRepository(string Organization, string Name)
{
    private const string Prefix = "hf:";

    /// <summary>Reads <c>hf:ORG/NAME</c>; <c>null</c> when the text is none.</summary>
    public static HubRepository? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = text[Prefix.Length..].Split('/');
        return parts.Length == 2 && parts.All(IsName) ? new HubRepository(parts[0], parts[1]) : null;
    }

    public override string ToString() => $"{Organization}/{Name}";

    // The hub's own rule for names; it also keeps anything out that would change the address.
    private static bool IsName(string part) =>
        part.Length is > 0 and <= 96 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_') && part.Any(letter => letter != '.');
}

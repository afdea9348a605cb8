namespace RewardBench2.Exchange.Hub;

/// <summary>A repository of the Hugging Face hub: a dataset, unless it is said to be a model.</summary>
/// <param name="Organization">Who owns it, such as <c>allenai</c>.</param>
/// <param name="Name">Its name, such as <c>reward-bench-2</c>.</param>
/// <param name="Revision">A branch, a tag or a commit. Defaults to the main branch.</param>
public sealed record HubRepository(string Organization, string Name, string Revision = HubRepository.MainBranch)
{
    /// <summary>The branch that is read where no revision is named.</summary>
    public const string MainBranch = "main";

    private const string Prefix = "hf:";
    private const int LongestRevision = 200;

    /// <summary>Reads <c>hf:ORG/NAME</c> or <c>hf:ORG/NAME@REVISION</c>; <c>null</c> when the text is neither.</summary>
    public static HubRepository? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (name, revision) = text[Prefix.Length..].Split('@', 2) is [var before, var after] ? (before, after) : (text[Prefix.Length..], MainBranch);
        var parts = name.Split('/');
        return parts.Length == 2 && parts.All(IsName) && IsRevision(revision) ? new HubRepository(parts[0], parts[1], revision) : null;
    }

    /// <summary>Reads the same as the address of a model.</summary>
    public static HubRepository? ParseModel(string text) => Parse(text) is { } repository ? repository with { IsModel = true } : null;

    /// <summary>A model's repository. Defaults to false, a dataset's.</summary>
    public bool IsModel { get; init; }

    /// <summary>The revision is a commit: what it holds never changes.</summary>
    public bool IsPinned => Revision.Length == 40 && Revision.All(char.IsAsciiHexDigitLower);

    /// <summary>As commands and forms take it: <c>hf:ORG/NAME@REVISION</c>, short on the main branch.</summary>
    public string Address => Revision == MainBranch ? $"{Prefix}{this}" : $"{Prefix}{this}@{Revision}";

    /// <summary><c>ORG/NAME</c></summary>
    public override string ToString() => $"{Organization}/{Name}";

    /// <summary>Its page on the hub.</summary>
    internal string PageAt(Uri endpoint) => $"{endpoint.AbsoluteUri.TrimEnd('/')}/{(IsModel ? "" : "datasets/")}{this}";

    /// <summary>What the hub's API knows about it.</summary>
    internal Uri ApiAt(Uri endpoint, string about) =>
        new($"{endpoint.AbsoluteUri.TrimEnd('/')}/api/{(IsModel ? "models" : "datasets")}/{this}/{about}/{Uri.EscapeDataString(Revision)}");

    /// <summary>One of its files.</summary>
    internal Uri FileAt(Uri endpoint, string path) =>
        new($"{PageAt(endpoint)}/resolve/{Uri.EscapeDataString(Revision)}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    // The hub's own rule for names; it also keeps anything out that would change the address.
    private static bool IsName(string part) =>
        part.Length is > 0 and <= 96 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_') && part.Any(letter => letter != '.');

    // Such as main, v1.0, refs/pr/3 or a commit.
    private static bool IsRevision(string revision) =>
        revision.Length <= LongestRevision && revision.Split('/').All(IsName);
}

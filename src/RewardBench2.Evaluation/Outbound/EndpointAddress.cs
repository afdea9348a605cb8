using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>A submitted address, taken apart: people paste a server's root, its <c>/v1</c>, or a whole path.</summary>
/// <param name="Root">Where <c>/classify</c>, <c>/pooling</c> or <c>/info</c> are looked for; ends in a slash.</param>
/// <param name="OpenAi">The base address in the sense of OpenAI's clients, where <c>chat/completions</c> is; ends in a slash.</param>
/// <param name="Given">As submitted, without its query.</param>
/// <param name="Query">Such as <c>?api-version=2024-10-21</c>, which Azure wants with every request; else empty.</param>
public sealed partial record EndpointAddress(Uri Root, Uri OpenAi, Uri Given, string Query)
{
    private const int MostCharacters = 2_000;

    // Shorter parts of a path are words such as "v1" and "classify"; longer ones may be tokens.
    private const int LongestWord = 15;

    /// <summary>Requests go to the submitted address itself: nothing was found below it.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>How messages call the server: its address is its submitter's own. Defaults to “The server”.</summary>
    public string Called { get; init; } = "The server";

    /// <summary>The submitted path is neither a server's root nor one that a known server has: it may be a gateway's own.</summary>
    public bool HasOwnPath => Given.AbsolutePath.TrimEnd('/') is { Length: > 0 } path && !KnownPath().IsMatch(path) && !Version().IsMatch(path);

    /// <summary>Reads what was submitted.</summary>
    /// <exception cref="FormatException">It is not an address that can be called; the message says what to do.</exception>
    public static EndpointAddress Parse(string? submitted)
    {
        if (submitted?.Length > MostCharacters)
        {
            throw new FormatException($"An address has at most {MostCharacters:N0} characters.");
        }

        if (!Uri.TryCreate(submitted?.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new FormatException("The address must be complete and start with http:// or https://.");
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0 || Secret().IsMatch(url.Query))
        {
            throw new FormatException(
                "The address must hold no user name, fragment or key, because it is kept in the clear; a key goes into the field for API keys or into a header.");
        }

        var path = url.AbsolutePath.TrimEnd('/');
        var served = KnownPath().Replace(path, "");
        var root = Version().Replace(served, "");
        var openAi = OpenAiPath().IsMatch(path) || HasVersion().IsMatch(served) ? served : served + "/v1";
        return new EndpointAddress(At(url, root + "/"), At(url, openAi + "/"), At(url, url.AbsolutePath), url.Query);
    }

    /// <summary>Where a protocol is spoken: the submitted path where it ends in one of its names, else the first name below the root.</summary>
    public Uri UrlOf(params ReadOnlySpan<string> names)
    {
        var last = Given.AbsolutePath.TrimEnd('/') is var path ? path[(path.LastIndexOf('/') + 1)..] : "";
        return IsWhole || names.Contains(last) ? Given : new Uri(Root, names[0]);
    }

    /// <summary>The same address, but requests go to it as it stands.</summary>
    public EndpointAddress AsWhole() => this with { IsWhole = true };

    /// <summary>Whether the two are the same scheme, host and port: a key travels nowhere else.</summary>
    public bool HasOrigin(Uri other) => Uri.Compare(
        Root, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Where a request went, without what only its submitter may know: the host, and what stands before a path that servers have.</summary>
    public string PathOf(Uri url)
    {
        var path = url.AbsolutePath;
        var root = Root.AbsolutePath.TrimEnd('/');
        return root.Length == 0 ? Hide(path)
            : path.StartsWith(root, StringComparison.Ordinal) ? Hide("…" + path[root.Length..])
            : Hide(path);
    }

    /// <summary>Text without the server's address, in case that it or a proxy names it.</summary>
    public string Hide(string text)
    {
        foreach (var part in Root.AbsolutePath.Split('/').Concat(Given.AbsolutePath.Split('/')).Where(part => part.Length > LongestWord))
        {
            text = text.Replace(part, "[path]", StringComparison.Ordinal);
        }

        return text.Replace(Root.Authority, "[server]", StringComparison.OrdinalIgnoreCase).Replace(Root.Host, "[server]", StringComparison.OrdinalIgnoreCase);
    }

    private static Uri At(Uri url, string path) => new(url, path);

    [GeneratedRegex("/(chat/completions|completions|models|classify|pooling|score|rerank|reranking|predict|get_reward|info)$")]
    private static partial Regex KnownPath();

    // Azure puts a deployment's name before the path, and no version.
    [GeneratedRegex("/(chat/completions|completions|models|deployments/[^/]+)$")]
    private static partial Regex OpenAiPath();

    [GeneratedRegex("/v1$")]
    private static partial Regex Version();

    [GeneratedRegex(@"/v\d+[a-z0-9]*(/|$)")]
    private static partial Regex HasVersion();

    [GeneratedRegex(@"[?&][^=&]*(key|token|secret|password|passwd|auth|sig|signature|credential|code)=", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}

using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>A submitted address, taken apart: people paste a server's root, its <c>/v1</c>, or a whole path.</summary>
/// <param name="Root">Where <c>/classify</c>, <c>/pooling</c> or <c>/info</c> are looked for; ends in a slash.</param>
/// <param name="OpenAi">The base address in the sense of OpenAI's clients, where <c>chat/completions</c> is; ends in a slash.</param>
public sealed partial record EndpointAddress(Uri Root, Uri OpenAi)
{
    /// <summary>Reads what was submitted.</summary>
    /// <exception cref="FormatException">It is no address that can be called; the message says what to do.</exception>
    public static EndpointAddress Parse(string? submitted)
    {
        if (!Uri.TryCreate(submitted?.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new FormatException("The address must be a whole one that starts with http:// or https://.");
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new FormatException(
                "The address must hold no user name, query or fragment; a key goes into the field for API keys.");
        }

        var path = url.AbsolutePath.TrimEnd('/');
        var served = KnownPath().Replace(path, "");
        var endsInChat = OpenAiPath().IsMatch(path);
        var root = Version().Replace(served, "");
        var openAi = endsInChat || HasVersion().IsMatch(served) ? served : served + "/v1";
        return new EndpointAddress(At(url, root), At(url, openAi));
    }

    /// <summary>Whether the two are the same scheme, host and port: a key travels nowhere else.</summary>
    public bool HasOrigin(Uri other) => Uri.Compare(
        Root, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static Uri At(Uri url, string path) => new(url, path + "/");

    [GeneratedRegex("/(chat/completions|completions|models|classify|pooling|score|rerank|predict|get_reward|info)$")]
    private static partial Regex KnownPath();

    [GeneratedRegex("/(chat/completions|completions|models)$")]
    private static partial Regex OpenAiPath();

    [GeneratedRegex("/v1$")]
    private static partial Regex Version();

    [GeneratedRegex(@"/v\d+[a-z0-9]*(/|$)")]
    private static partial Regex HasVersion();
}

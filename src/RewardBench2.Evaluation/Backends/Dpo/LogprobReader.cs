using System.Text.Json;
using System.Text.RegularExpressions;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Dpo;

/// <summary>Reads a text's log-probabilities out of a completion, and sums those of its end.</summary>
public static partial class LogprobReader
{
    // So many characters before the completion find its beginning again.
    private const int Anchor = 8;

    /// <summary>The sum over the tokens from a character of the text on; one that straddles it counts.</summary>
    /// <exception cref="UnreadableResponseException">The answer holds no log-probabilities of that part, or not all of them.</exception>
    public static double Sum(JsonElement response, string text, int from)
    {
        var choices = ResponseReader.Member(response, "choices");
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            throw new UnreadableResponseException("The server's response contains no choice.");
        }

        var tokens = choices[0].TryGetProperty("prompt_logprobs", out var prompt) && prompt.ValueKind == JsonValueKind.Array
            ? PromptTokens(prompt)
            : WithoutGenerated(EchoedTokens(choices[0]), response, text);
        RefuseGaps(tokens);
        var border = FindBorder(string.Concat(tokens.Select(token => token.Text)), text, from);
        var read = 0;
        var sum = 0.0;
        var counted = 0;
        foreach (var (token, logprob) in tokens)
        {
            read += token.Length;
            if (read > border)
            {
                sum += logprob ?? throw Missing(counted);
                counted++;
            }
        }

        return counted > 0 ? sum : throw new UnreadableResponseException(
            $"The server gives log-probabilities of {read} of the text's {text.Length} characters, none of them of the completion.");
    }

    // Nothing precedes the first token, so it alone has no log-probability. A sum without another one would look like a likelier text.
    private static void RefuseGaps(List<(string Text, double? Logprob)> tokens)
    {
        if (tokens.Find(token => TokenId().IsMatch(token.Text)) is { Text: { } spelled })
        {
            throw new UnreadableResponseException(
                $"The server spells tokens as numbers ({ServerError.Shorten(spelled, 40)}), so the start of the completion cannot be found. Start it without --return-tokens-as-token-ids.",
                isTransient: false);
        }

        var gap = tokens.FindIndex(1, Math.Max(0, tokens.Count - 1), token => token.Logprob is null);
        if (gap > 0)
        {
            throw Missing(gap);
        }
    }

    private static UnreadableResponseException Missing(int token) => new(
        $"The server gives no log-probability for token {token + 1} of the text, and a sum without it would be wrong.", isTransient: false);

    // One object per token. The text's own token stands first in it; likelier ones may follow.
    private static List<(string Text, double? Logprob)> PromptTokens(JsonElement tokens) =>
    [
        .. tokens.EnumerateArray().Select(token =>
        {
            if (token.ValueKind != JsonValueKind.Object || token.EnumerateObject().Select(entry => entry.Value).FirstOrDefault() is not
                { ValueKind: JsonValueKind.Object } own)
            {
                return ("", (double?)null);
            }

            if (ResponseReader.Member(own, "decoded_token") is not { ValueKind: JsonValueKind.String } decoded)
            {
                throw new UnreadableResponseException("The server does not spell its tokens, so the start of the completion cannot be found.", isTransient: false);
            }

            return (decoded.ToString(), ResponseReader.Number(ResponseReader.Member(own, "logprob")));
        }),
    ];

    private static List<(string Text, double? Logprob)> EchoedTokens(JsonElement choice)
    {
        if (!choice.TryGetProperty("logprobs", out var logprobs) || logprobs.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableResponseException(
                "The server gives no log-probabilities of the text. Use one that does, such as vLLM.", isTransient: false);
        }

        var tokens = ResponseReader.Member(logprobs, "tokens").EnumerateArray().ToList();
        var numbers = ResponseReader.List(ResponseReader.Member(logprobs, "token_logprobs"), tokens.Count);
        return
        [
            .. tokens.Zip(numbers, (token, number) =>
                (token.ToString(), number.ValueKind == JsonValueKind.Null ? (double?)null : ResponseReader.Number(number))),
        ];
    }

    // The server writes a token of its own after the echo, because it must write at least one.
    private static List<(string Text, double? Logprob)> WithoutGenerated(
        List<(string Text, double? Logprob)> tokens, JsonElement response, string text)
    {
        var generated = TokenUsage.Read(response)?.Output ?? (tokens.Sum(token => token.Text.Length) > text.Length ? 1 : 0);
        return [.. tokens.SkipLast((int)Math.Min(generated, tokens.Count))];
    }

    // Letters split over several tokens come back as marks of replacement, and some servers leave out the first token, so
    // the tokens' text may be longer or shorter than the text. Whichever end is whole shows where the completion begins;
    // where neither is, what stands just before it does, found nearest to its place. Where nothing is found the tokens are not
    // this text's letters, and a guess would be a wrong reward.
    private static int FindBorder(string read, string text, int from)
    {
        if (read.AsSpan().StartsWith(text.AsSpan(0, from), StringComparison.Ordinal)
            || text.AsSpan(0, from).StartsWith(read, StringComparison.Ordinal))
        {
            return from;
        }

        if (read.AsSpan().EndsWith(text.AsSpan(from), StringComparison.Ordinal))
        {
            return read.Length - (text.Length - from);
        }

        var anchor = text[Math.Max(0, from - Anchor)..from];
        var nearest = from;
        var distance = int.MaxValue;
        for (var at = read.IndexOf(anchor, StringComparison.Ordinal); at >= 0; at = read.IndexOf(anchor, at + 1, StringComparison.Ordinal))
        {
            var end = at + anchor.Length;
            if (Math.Abs(end - from) < distance)
            {
                (nearest, distance) = (end, Math.Abs(end - from));
            }
        }

        return distance < int.MaxValue ? nearest : throw new UnreadableResponseException(
            $"The server's tokens do not spell the text, so the start of the completion cannot be found: {ServerError.Shorten(read, 60)}", isTransient: false);
    }

    [GeneratedRegex(@"^token_id:\d+$")]
    private static partial Regex TokenId();
}

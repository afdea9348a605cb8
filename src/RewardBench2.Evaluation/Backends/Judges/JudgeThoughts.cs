using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Tells a model's answer from what it thought aloud before it, in one text.</summary>
/// <remarks>
/// Servers without a reasoning parser leave the thoughts in the content: between tags (most models), between <c>[THINK]</c> marks
/// (Mistral), or in a channel of its own (gpt-oss, whose marks some servers drop and leave <c>analysis…assistantfinal…</c>).
/// </remarks>
public static partial class JudgeThoughts
{
    private const string FinalChannel = "<|channel|>final";

    /// <summary>The answer after its thoughts; empty while they are unfinished, because a verdict among them is not final.</summary>
    public static string Remove(string content) => IsUnfinished(content, out var answer) ? "" : answer;

    /// <summary>Whether the text ended before the model had finished thinking.</summary>
    public static bool IsUnfinished(string content) => IsUnfinished(content, out _);

    private static bool IsUnfinished(string content, out string answer)
    {
        answer = content;
        if (content.Contains("<|channel|>", StringComparison.Ordinal))
        {
            var final = content.LastIndexOf(FinalChannel, StringComparison.Ordinal);
            answer = final < 0 ? "" : ChannelMarks().Replace(content[(final + FinalChannel.Length)..], "");
            return final < 0;
        }

        if (BareAnalysis().IsMatch(content))
        {
            var final = BareFinal().Match(content);
            answer = final.Success ? content[(final.Index + final.Length)..] : "";
            return !final.Success;
        }

        // Chat templates often write the opening tag themselves, so the text may begin within the thoughts.
        var closings = Closing().Matches(content);
        answer = closings.Count == 0 ? content : content[(closings[^1].Index + closings[^1].Length)..];
        return Opening().IsMatch(answer);
    }

    // What is quoted is spoken about, not thought.
    [GeneratedRegex("""(?<![`"'“])(?:<(?:seed:)?(?:(?:[a-z]+_)?think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)>|\[THINK\]|◁think▷|<unused94>|<\|(?:begin_of_thought|START_THINKING)\|>)""", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex("""(?<![`"'“])(?:</(?:seed:)?(?:(?:[a-z]+_)?think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)>|\[/THINK\]|◁/think▷|<unused95>|<\|(?:end_of_thought|END_THINKING)\|>)""", RegexOptions.IgnoreCase)]
    private static partial Regex Closing();

    // The rest of the channel's heading, and the marks that end a message.
    [GeneratedRegex(@"^[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>|<\|(?:return|end|call)\|>[\s\S]*$")]
    private static partial Regex ChannelMarks();

    [GeneratedRegex(@"^\s*analysis\s?(?=[A-Z])")]
    private static partial Regex BareAnalysis();

    [GeneratedRegex(@"assistantfinal(?![\s\S]*assistantfinal)")]
    private static partial Regex BareFinal();
}

using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary><c>str.splitlines</c>: a text's lines, by every line break that Unicode knows.</summary>
internal static class Lines
{
    public static List<string> Split(Rendering rendering, string text, bool keepsEnds)
    {
        rendering.MakeText(text.Length);
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsBreak(text[end]))
            {
                end++;
            }

            var next = end == text.Length ? end
                : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2
                : end + 1;
            rendering.MakeElements(1);
            lines.Add(text[start..(keepsEnds ? next : end)]);
            start = next;
        }

        return lines;
    }

    private static bool IsBreak(char letter) => letter is (>= '\n' and <= '\r') or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029';
}

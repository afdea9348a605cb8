using System.Globalization;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Upper and lower case as Python has it, which follows Unicode where one letter becomes several.</summary>
internal static class Casing
{
    // Letters whose capital form is several letters, from Unicode's SpecialCasing: each followed by that form.
    private static readonly Dictionary<char, string> LongCapitals = Pairs(
        "ßSS ŉʼN ǰJ\u030C ΐΙ\u0308\u0301 ΰΥ\u0308\u0301 ևԵՒ ẖH\u0331 ẗT\u0308 ẘW\u030A ẙY\u030A ẚAʾ ὐΥ\u0313 "
        + "ὒΥ\u0313\u0300 ὔΥ\u0313\u0301 ὖΥ\u0313\u0342 ᾀἈΙ ᾁἉΙ ᾂἊΙ ᾃἋΙ ᾄἌΙ ᾅἍΙ ᾆἎΙ ᾇἏΙ ᾈἈΙ ᾉἉΙ ᾊἊΙ ᾋἋΙ ᾌἌΙ ᾍἍΙ ᾎἎΙ ᾏἏΙ "
        + "ᾐἨΙ ᾑἩΙ ᾒἪΙ ᾓἫΙ ᾔἬΙ ᾕἭΙ ᾖἮΙ ᾗἯΙ ᾘἨΙ ᾙἩΙ ᾚἪΙ ᾛἫΙ ᾜἬΙ ᾝἭΙ ᾞἮΙ ᾟἯΙ ᾠὨΙ ᾡὩΙ ᾢὪΙ ᾣὫΙ ᾤὬΙ ᾥὭΙ ᾦὮΙ ᾧὯΙ ᾨὨΙ ᾩὩΙ ᾪὪΙ "
        + "ᾫὫΙ ᾬὬΙ ᾭὭΙ ᾮὮΙ ᾯὯΙ ᾲᾺΙ ᾳΑΙ ᾴΆΙ ᾶΑ\u0342 ᾷΑ\u0342Ι ᾼΑΙ ῂῊΙ ῃΗΙ ῄΉΙ ῆΗ\u0342 ῇΗ\u0342Ι ῌΗΙ ῒΙ\u0308\u0300 "
        + "ΐΙ\u0308\u0301 ῖΙ\u0342 ῗΙ\u0308\u0342 ῢΥ\u0308\u0300 ΰΥ\u0308\u0301 ῤΡ\u0313 ῦΥ\u0342 ῧΥ\u0308\u0342 ῲῺΙ ῳΩΙ "
        + "ῴΏΙ ῶΩ\u0342 ῷΩ\u0342Ι ῼΩΙ ﬀFF ﬁFI ﬂFL ﬃFFI ﬄFFL ﬅST ﬆST ﬓՄՆ ﬔՄԵ ﬕՄԻ ﬖՎՆ ﬗՄԽ");

    // Letters that look otherwise at the start of a word than as capitals.
    private static readonly Dictionary<char, string> Titles = Pairs(
        "ßSs Ǆǅ ǅǅ ǆǅ Ǉǈ ǈǈ ǉǈ Ǌǋ ǋǋ ǌǋ Ǳǲ ǲǲ ǳǲ ևԵւ ᾀᾈ ᾁᾉ ᾂᾊ ᾃᾋ ᾄᾌ ᾅᾍ ᾆᾎ ᾇᾏ ᾈᾈ ᾉᾉ ᾊᾊ ᾋᾋ ᾌᾌ ᾍᾍ ᾎᾎ ᾏᾏ ᾐᾘ ᾑᾙ ᾒᾚ ᾓᾛ ᾔᾜ ᾕᾝ "
        + "ᾖᾞ ᾗᾟ ᾘᾘ ᾙᾙ ᾚᾚ ᾛᾛ ᾜᾜ ᾝᾝ ᾞᾞ ᾟᾟ ᾠᾨ ᾡᾩ ᾢᾪ ᾣᾫ ᾤᾬ ᾥᾭ ᾦᾮ ᾧᾯ ᾨᾨ ᾩᾩ ᾪᾪ ᾫᾫ ᾬᾬ ᾭᾭ ᾮᾮ ᾯᾯ ᾲᾺ\u0345 ᾳᾼ ᾴΆ\u0345 "
        + "ᾷΑ\u0342\u0345 ᾼᾼ ῂῊ\u0345 ῃῌ ῄΉ\u0345 ῇΗ\u0342\u0345 ῌῌ ῲῺ\u0345 ῳῼ ῴΏ\u0345 ῷΩ\u0342\u0345 ῼῼ ﬀFf ﬁFi ﬂFl "
        + "ﬃFfi ﬄFfl ﬅSt ﬆSt ﬓՄն ﬔՄե ﬕՄի ﬖՎն ﬗՄխ");

    public static string Upper(Rendering rendering, string text)
    {
        rendering.MakeText(text.Length);
        if (Ascii.IsValid(text))
        {
            return text.ToUpperInvariant();
        }

        rendering.MakeText(text.Length * 2L);
        var upper = new StringBuilder(text.Length);
        AppendUpper(upper, text, LongCapitals);
        return upper.ToString();
    }

    public static string Lower(Rendering rendering, string text)
    {
        rendering.MakeText(text.Length);
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        rendering.MakeText(text.Length);
        var lower = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            AppendLower(lower, text, at);
        }

        return lower.ToString();
    }

    /// <summary>The first character large, the others small.</summary>
    public static string Capitalize(Rendering rendering, string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var width = PyText.Width(text, 0);
        var first = new StringBuilder();
        AppendUpper(first, text[..width], Titles);
        var lower = new StringBuilder(first.ToString());
        rendering.MakeText(text.Length * 2L);
        for (var at = width; at < text.Length; at += PyText.Width(text, at))
        {
            AppendLower(lower, text, at);
        }

        return lower.ToString();
    }

    /// <summary><c>str.title</c>: a letter after anything but a letter is large.</summary>
    public static string Title(Rendering rendering, string text)
    {
        rendering.MakeText(text.Length * 2L);
        var title = new StringBuilder(text.Length);
        var isInWord = false;
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            if (isInWord)
            {
                AppendLower(title, text, at);
            }
            else
            {
                AppendUpper(title, text.Substring(at, PyText.Width(text, at)), Titles);
            }

            isInWord = IsCased(text, at);
        }

        return title.ToString();
    }

    /// <summary><c>str.casefold</c>, for comparing without regard to case.</summary>
    public static string Fold(Rendering rendering, string text)
    {
        rendering.MakeText(text.Length * 2L);
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            folded.Append(LongCapitals.TryGetValue(letter, out var several) ? several : letter.ToString());
        }

        return Lower(rendering, folded.ToString()).Replace('ς', 'σ');
    }

    public static string Swap(Rendering rendering, string text)
    {
        rendering.MakeText(text.Length * 2L);
        var swapped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(text, at))
            {
                case UnicodeCategory.UppercaseLetter:
                    AppendLower(swapped, text, at);
                    break;
                case UnicodeCategory.TitlecaseLetter:
                    swapped.Append(text[at]);
                    break;
                default:
                    AppendUpper(swapped, text.Substring(at, PyText.Width(text, at)), LongCapitals);
                    break;
            }
        }

        return swapped.ToString();
    }

    public static bool IsCased(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || text[at] is 'ª' or 'º' or (>= 'ʰ' and <= 'ʸ') or (>= 'ⅰ' and <= 'ⅿ') or (>= 'Ⅰ' and <= 'Ⅿ') or (>= 'Ⓐ' and <= 'ⓩ');

    private static void AppendUpper(StringBuilder output, string text, Dictionary<char, string> special)
    {
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            if (special.TryGetValue(text[at], out var several))
            {
                output.Append(several);
            }
            else if (special == Titles && text[at] is >= 'ა' and <= 'ჿ')
            {
                // Georgian has capitals for whole words only.
                output.Append(text[at]);
            }
            else
            {
                output.Append(text.Substring(at, PyText.Width(text, at)).ToUpperInvariant());
            }
        }
    }

    private static void AppendLower(StringBuilder output, string text, int at)
    {
        switch (text[at])
        {
            case 'İ':
                output.Append("i\u0307");
                break;
            case 'Σ':
                output.Append(IsFinal(text, at) ? 'ς' : 'σ');
                break;
            default:
                output.Append(text.Substring(at, PyText.Width(text, at)).ToLowerInvariant());
                break;
        }
    }

    // A sigma at the end of a word has a form of its own.
    private static bool IsFinal(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && IsIgnorable(text, before))
        {
            before--;
        }

        var after = at + 1;
        while (after < text.Length && IsIgnorable(text, after))
        {
            after++;
        }

        return before >= 0 && IsCased(text, before) && (after == text.Length || !IsCased(text, after));
    }

    private static bool IsIgnorable(string text, int at) => text[at] is '\'' or '.' or ':' or '^' or '`' or '·' or '’' or '\u00AD'
        || CharUnicodeInfo.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    private static Dictionary<char, string> Pairs(string pairs) =>
        pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair[0], pair => pair[1..]);
}

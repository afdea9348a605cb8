using System.Globalization;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary><c>str.isdigit</c>, <c>str.isupper</c> and their kind.</summary>
internal static class TextKind
{
    public static bool IsAlpha(string text) => All(text, category => category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter);

    public static bool IsDecimal(string text) => All(text, category => category == UnicodeCategory.DecimalDigitNumber);

    public static bool IsDigit(string text) => text.Length > 0 && Characters(text).All(at => CharUnicodeInfo.GetDigitValue(text, at) >= 0);

    public static bool IsNumeric(string text) => text.Length > 0 && Characters(text).All(at => CharUnicodeInfo.GetNumericValue(text, at) >= 0
        || CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);

    public static bool IsAlphanumeric(string text) => text.Length > 0 && Characters(text).All(at =>
        text.Substring(at, PyText.Width(text, at)) is var letter && (IsAlpha(letter) || IsNumeric(letter)));

    public static bool IsSpace(string text) => text.Length > 0 && PyText.IsBlank(text);

    public static bool IsLower(string text) => IsCase(text, UnicodeCategory.LowercaseLetter, other => other is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter);

    public static bool IsUpper(string text) => IsCase(text, UnicodeCategory.UppercaseLetter, other => other is UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter);

    public static bool IsTitle(string text)
    {
        var (isInWord, hasWord) = (false, false);
        foreach (var at in Characters(text))
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(text, at))
            {
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                    if (isInWord)
                    {
                        return false;
                    }

                    (isInWord, hasWord) = (true, true);
                    break;
                case UnicodeCategory.LowercaseLetter:
                    if (!isInWord)
                    {
                        return false;
                    }

                    break;
                default:
                    isInWord = false;
                    break;
            }
        }

        return hasWord;
    }

    public static bool IsIdentifier(string text) => text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_')
        && text.All(letter => char.IsLetterOrDigit(letter) || letter == '_');

    public static bool IsPrintable(string text) => Characters(text).All(at => Printing.IsPrintable(text, at));

    private static bool IsCase(string text, UnicodeCategory wanted, Func<UnicodeCategory, bool> isOther)
    {
        var hasWanted = false;
        foreach (var at in Characters(text))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(text, at);
            if (isOther(category))
            {
                return false;
            }

            hasWanted |= category == wanted;
        }

        return hasWanted;
    }

    private static bool All(string text, Func<UnicodeCategory, bool> holds) =>
        text.Length > 0 && Characters(text).All(at => holds(CharUnicodeInfo.GetUnicodeCategory(text, at)));

    private static IEnumerable<int> Characters(string text)
    {
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            yield return at;
        }
    }
}

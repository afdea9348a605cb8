using System.Globalization;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>
/// <c>strftime_now</c> of transformers, held at the day that Llama's own templates fall back to: a conversation that changed from
/// day to day would give other rewards.
/// </summary>
internal static class StrftimeNow
{
    private static readonly DateTime Day = new(2024, 7, 26, 0, 0, 0, DateTimeKind.Unspecified);

    public static string Format(Rendering rendering, string format)
    {
        var text = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            rendering.MakeText(12);
            if (format[at] != '%' || at + 1 == format.Length)
            {
                text.Append(format[at]);
                continue;
            }

            var isUnpadded = format[at + 1] == '-' && at + 2 < format.Length;
            at += isUnpadded ? 2 : 1;
            text.Append(Field(rendering, format[at], isUnpadded));
        }

        return text.ToString();
    }

    private static string Field(Rendering rendering, char letter, bool isUnpadded)
    {
        var (number, width) = letter switch
        {
            'd' => (Day.Day, 2),
            'm' => (Day.Month, 2),
            'y' => (Day.Year % 100, 2),
            'Y' or 'G' => (Day.Year, 4),
            'H' => (Day.Hour, 2),
            'I' => (12, 2),
            'M' or 'S' => (0, 2),
            'f' => (0, 6),
            'j' => (Day.DayOfYear, 3),
            'u' or 'w' => ((int)Day.DayOfWeek, 1),
            'V' => (ISOWeek.GetWeekOfYear(Day), 2),
            'U' or 'W' => ((Day.DayOfYear + 6 - (((int)Day.DayOfWeek + (letter == 'U' ? 0 : 6)) % 7)) / 7, 2),
            _ => (-1, 0),
        };
        return number >= 0
            ? number.ToString(CultureInfo.InvariantCulture).PadLeft(isUnpadded ? 0 : width, '0')
            : letter switch
            {
                'B' => Day.ToString("MMMM", CultureInfo.InvariantCulture),
                'b' or 'h' => Day.ToString("MMM", CultureInfo.InvariantCulture),
                'A' => Day.ToString("dddd", CultureInfo.InvariantCulture),
                'a' => Day.ToString("ddd", CultureInfo.InvariantCulture),
                'e' => Day.Day.ToString(CultureInfo.InvariantCulture).PadLeft(isUnpadded ? 0 : 2),
                'p' => "AM",
                'F' => "2024-07-26",
                'D' or 'x' => "07/26/24",
                'T' or 'X' => "00:00:00",
                'R' => "00:00",
                'c' => "Fri Jul 26 00:00:00 2024",
                'Z' or 'z' => "",
                'n' => "\n",
                't' => "\t",
                '%' => "%",
                _ => throw rendering.Refuse($"“%{letter}” is not a format code of a date."),
            };
    }
}

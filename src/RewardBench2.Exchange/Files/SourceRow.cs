using System.Globalization;

namespace RewardBench2.Exchange.Files;

/// <summary>
/// One row of a dataset file, whatever the format: columns by name. A value is <c>null</c>, a <see cref="string"/>,
/// <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>, a list of values, or a dictionary of them.
/// </summary>
/// <param name="Where">The place for messages, such as <c>starter.jsonl, line 3</c>.</param>
/// <param name="Values">The columns; those that are absent read as <c>null</c>.</param>
internal sealed record SourceRow(string Where, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>The file's name, with which <see cref="Where"/> begins.</summary>
    public string FileName => Where.LastIndexOf(", ", StringComparison.Ordinal) is > 0 and var end ? Where[..end] : Where;

    public object? this[string column] => Values.GetValueOrDefault(column);

    /// <summary>A text, or a whole number as text (some writers keep ids as numbers).</summary>
    public string Text(string column) => OptionalText(column) ?? throw Bad(column, "is empty; every row needs a text there");

    public string? OptionalText(string column) => this[column] switch
    {
        null => null,
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        var other => throw Bad(column, $"is {Describe(other)}, where a text is expected"),
    };

    public long? OptionalInteger(string column) => this[column] switch
    {
        null => null,
        long number => number,
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (long)number,
        var other => throw Bad(column, $"is {Describe(other)}, where a whole number is expected"),
    };

    public IReadOnlyList<string> Texts(string column) =>
        [.. List(column).Select((value, i) => value as string
            ?? throw Bad(column, $"holds {Describe(value)} as its entry {i + 1}, where a text is expected"))];

    /// <summary>Texts, numbers or nothing, as texts.</summary>
    public IReadOnlyList<string?> Answers(string column) =>
        [.. List(column).Select((value, i) => value switch
        {
            null => null,
            string text => text,
            long or double => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => throw Bad(column, $"holds {Describe(value)} as its entry {i + 1}, where an answer (text or number) is expected"),
        })];

    public IReadOnlyList<bool> Flags(string column) =>
        [.. List(column).Select((value, i) => value switch
        {
            bool flag => flag,
            long and (0 or 1) => (long)value == 1,
            double and (0.0 or 1.0) => (double)value == 1,
            _ => throw Bad(column, $"holds {Describe(value)} as its entry {i + 1}, where true or false is expected"),
        })];

    public IReadOnlyList<object?>? OptionalList(string column) => this[column] switch
    {
        null => null,
        IReadOnlyList<object?> list => list,
        var other => throw Bad(column, $"is {Describe(other)}, where a list is expected"),
    };

    public InvalidFileException Bad(string column, string problem) =>
        new($"{Where}: column {column} {problem}.");

    public InvalidFileException Bad(string problem) => new($"{Where}: {problem}");

    private IReadOnlyList<object?> List(string column) =>
        OptionalList(column) ?? throw Bad(column, "is empty; every row needs a list there");

    private static string Describe(object? value) => value switch
    {
        null => "nothing",
        string text => "the text " + Excerpt.Quote(text),
        bool flag => flag ? "true" : "false",
        long or double => "the number " + Convert.ToString(value, CultureInfo.InvariantCulture),
        IReadOnlyList<object?> => "a list",
        OtherValue other => $"of the type {other.Type}",
        _ => "an object",
    };
}

/// <summary>A value of a type that no column of a dataset has.</summary>
internal sealed record OtherValue(string Type)
{
    public override string ToString() => Type;
}

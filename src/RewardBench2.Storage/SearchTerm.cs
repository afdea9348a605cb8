namespace RewardBench2.Storage;

/// <summary>One word or phrase of a search.</summary>
/// <param name="Words">Lower-case runs of letters and digits that follow one another; at least one.</param>
/// <param name="IsPrefix">The last word may go on.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix)
{
    // Words hold letters and digits only, so quoting needs no escapes.
    internal string ToSqlite() => $"\"{string.Join(' ', Words)}\"{(IsPrefix ? " *" : "")}";

    internal string ToPostgres() => $"({string.Join(" <-> ", Words.Select(word => $"'{word}'"))}{(IsPrefix ? ":*" : "")})";
}

using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Benchmark;

/// <summary>A part of a benchmark whose prompts are scored by one rule, such as Factuality of RewardBench 2.</summary>
/// <remarks>
/// Within a benchmark a name tells subsets apart, so two of one name are equal; those of different benchmarks never share a table.
/// Subsets sort in the benchmark's order.
/// </remarks>
public sealed class Subset : IEquatable<Subset>, IComparable<Subset>
{
    /// <param name="name">The spelling in files and on pages, such as <c>Precise IF</c>.</param>
    /// <param name="rule">How its prompts are scored.</param>
    public Subset(string name, ScoringRule rule) => (Name, Rule) = (name, rule);

    /// <summary>The spelling in files and on pages, such as <c>Precise IF</c>.</summary>
    public string Name { get; }

    /// <summary>How its prompts are scored.</summary>
    public ScoringRule Rule { get; }

    /// <summary>What its chosen completions have that rejected ones lack, as the end of a sentence; empty where nobody says.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many prompts the whole benchmark has of it; <c>null</c> where the definition does not say.</summary>
    public int? Prompts { get; init; }

    /// <summary>What it weighs in the mean of its section, or of the benchmark where there are no sections; above 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>
    /// Other spellings in files of rows; one that ends in <c>*</c> stands for all that begin so. Case is ignored.
    /// </summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Its place in the benchmark, from 0.</summary>
    public int Position { get; internal init; }

    /// <summary>Whether its prompts come in pairs that are scored together.</summary>
    public bool IsTies => Rule is TiesPairs;

    /// <summary>Whether files call it so: by its name or an alias, case ignored.</summary>
    public bool IsCalled(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
        || Aliases.Any(alias => alias.EndsWith('*')
            ? name.StartsWith(alias[..^1], StringComparison.OrdinalIgnoreCase)
            : string.Equals(alias, name, StringComparison.OrdinalIgnoreCase));

    public bool Equals(Subset? other) => other is not null && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as Subset);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(Subset? other) =>
        other is null ? 1 : (Position, Name).CompareTo((other.Position, other.Name));

    public static bool operator ==(Subset? left, Subset? right) => Equals(left, right);

    public static bool operator !=(Subset? left, Subset? right) => !Equals(left, right);

    public static bool operator <(Subset left, Subset right) => left.CompareTo(right) < 0;

    public static bool operator <=(Subset left, Subset right) => left.CompareTo(right) <= 0;

    public static bool operator >(Subset left, Subset right) => left.CompareTo(right) > 0;

    public static bool operator >=(Subset left, Subset right) => left.CompareTo(right) >= 0;

    public override string ToString() => Name;
}

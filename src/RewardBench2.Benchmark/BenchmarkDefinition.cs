namespace RewardBench2.Benchmark;

/// <summary>What a benchmark is: its subsets with a scoring rule each, how their scores are averaged, and where it comes from.</summary>
/// <remarks>Read from a file by <see cref="Definitions.DefinitionFile"/>, which also says what may be wrong with one.</remarks>
public sealed class BenchmarkDefinition
{
    private readonly double[] _divisors;

    /// <param name="name">Short, lower-case, for addresses and files, such as <c>rm-bench</c>; unique.</param>
    /// <param name="title">As people write it, such as <c>RM-Bench</c>.</param>
    /// <param name="subsets">In the order in which tables list them; at least one.</param>
    /// <param name="sections">
    /// Groups of subsets whose means are averaged; together they hold every subset once. Empty where the subsets' scores are averaged.
    /// </param>
    public BenchmarkDefinition(string name, string title, IReadOnlyList<Subset> subsets, IReadOnlyList<Section>? sections = null)
    {
        (Name, Title, Sections) = (name, title, sections ?? []);
        Subsets =
        [
            .. subsets.Select((subset, position) => new Subset(subset.Name, subset.Rule)
            {
                Description = subset.Description,
                Prompts = subset.Prompts,
                Weight = subset.Weight,
                Aliases = subset.Aliases,
                Position = position,
            }),
        ];
        _divisors = [.. Subsets.Select(DivisorOf)];
    }

    /// <summary>Short, lower-case, for addresses and files, such as <c>rm-bench</c>.</summary>
    public string Name { get; }

    /// <summary>As people write it, such as <c>RM-Bench</c>.</summary>
    public string Title { get; }

    /// <summary>What it measures, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whom to cite, such as <c>Liu et al., arXiv 2410.16184</c>.</summary>
    public string Citation { get; init; } = "";

    /// <summary>Where it is published: an absolute http or https address; <c>null</c> where the definition names none.</summary>
    public string? Link { get; init; }

    /// <summary>The licence of its data, such as <c>ODC-BY</c>; empty where none is stated.</summary>
    public string License { get; init; } = "";

    /// <summary>Whether rows that share a prompt form one cluster, which the bootstrap draws as a whole.</summary>
    public bool ClustersByPrompt { get; init; }

    /// <summary>Whether the average is over all prompts alike; see <see cref="WeightedBy"/>.</summary>
    public bool WeightsByPrompts { get; init; }

    /// <summary>In the order in which tables list them; at least one.</summary>
    public IReadOnlyList<Subset> Subsets { get; }

    /// <summary>Groups of subsets whose means are averaged; empty where the subsets' scores are averaged themselves.</summary>
    public IReadOnlyList<Section> Sections { get; }

    /// <summary>What else is computed from the same rewards, such as RM-Bench's hard cells.</summary>
    public IReadOnlyList<BenchmarkMeasure> Measures { get; init; } = [];

    /// <summary>Whether its average is the plain mean of its subsets, as RewardBench 2's is.</summary>
    public bool IsPlainMean => Sections.Count == 0 && Subsets.All(subset => subset.Weight == Subsets[0].Weight);

    /// <summary>How many prompts it has; <c>null</c> where a subset does not say.</summary>
    public int? Prompts => Subsets.Aggregate((int?)0, (sum, subset) => sum + subset.Prompts);

    /// <summary>What guessing earns on average, a fraction; <c>null</c> where a subset's rule has no such number.</summary>
    public double? Chance =>
        Subsets.All(subset => subset.Rule.Chance is not null)
            ? Average(Subsets.ToDictionary(subset => subset, subset => subset.Rule.Chance!.Value))
            : null;

    /// <summary>
    /// The definition for a dataset: where <see cref="WeightsByPrompts"/>, subsets and sections weigh as many prompts as the dataset has of
    /// them, and those without any are left out; else the definition as it is.
    /// </summary>
    /// <param name="prompts">How many prompts the dataset has, by subset; at least one of them above 0.</param>
    public BenchmarkDefinition WeightedBy(IReadOnlyDictionary<string, int> prompts)
    {
        if (!WeightsByPrompts)
        {
            return this;
        }

        Subset[] there = [.. Subsets.Where(subset => prompts.GetValueOrDefault(subset.Name) > 0)];
        return new BenchmarkDefinition(
            Name,
            Title,
            [
                .. there.Select(subset => new Subset(subset.Name, subset.Rule)
                {
                    Description = subset.Description,
                    Prompts = subset.Prompts,
                    Weight = prompts[subset.Name],
                    Aliases = subset.Aliases,
                }),
            ],
            [
                .. Sections
                    .Select(section => section with { Subsets = [.. section.Subsets.Where(name => prompts.GetValueOrDefault(name) > 0)] })
                    .Where(section => section.Subsets.Count > 0)
                    .Select(section => section with { Weight = section.Subsets.Sum(name => prompts[name]) }),
            ])
        {
            Description = Description,
            Citation = Citation,
            Link = Link,
            License = License,
            ClustersByPrompt = ClustersByPrompt,
            WeightsByPrompts = true,
            Measures = Measures,
        };
    }

    /// <summary>The subset that files call so (its name, or else an alias; case ignored); <c>null</c> when there is none.</summary>
    public Subset? FindSubset(string? name) =>
        name is null
            ? null
            : Subsets.FirstOrDefault(subset => string.Equals(subset.Name, name, StringComparison.OrdinalIgnoreCase))
              ?? Subsets.FirstOrDefault(subset => subset.IsCalled(name));

    /// <summary>The subset of exactly this name; <c>null</c> when there is none.</summary>
    public Subset? SubsetNamed(string? name) => Subsets.FirstOrDefault(subset => subset.Name == name);

    /// <summary>Where a subset of this name stands, from 0; behind all others when there is none.</summary>
    public int PositionOf(string name) => FindSubset(name)?.Position ?? Subsets.Count;

    /// <summary>The average of the subsets' scores; <c>null</c> when one is absent.</summary>
    /// <param name="scores">By subset, fractions.</param>
    public double? Average(IReadOnlyDictionary<Subset, double> scores)
    {
        if (Sections.Count == 0)
        {
            return Mean(Subsets, scores);
        }

        double sum = 0, weights = 0;
        foreach (var section in Sections)
        {
            if (ScoreOf(section, scores) is not { } score)
            {
                return null;
            }

            sum += section.Weight * score;
            weights += section.Weight;
        }

        return sum / weights;
    }

    /// <summary>The average of sections that are published without their subsets; <c>null</c> when one is absent, or there are none.</summary>
    /// <param name="sections">Scores by section, fractions.</param>
    public double? AverageOfSections(IReadOnlyDictionary<string, double> sections) =>
        Sections.Count > 0 && Sections.All(section => sections.ContainsKey(section.Name))
            ? Sections.Sum(section => section.Weight * sections[section.Name]) / Sections.Sum(section => section.Weight)
            : null;

    /// <summary>A section's score, the weighted mean of its subsets' scores; <c>null</c> when one is absent.</summary>
    public double? ScoreOf(Section section, IReadOnlyDictionary<Subset, double> scores) => Mean(SubsetsOf(section), scores);

    /// <summary>The subsets of a section, in the benchmark's order.</summary>
    public IEnumerable<Subset> SubsetsOf(Section section) => Subsets.Where(subset => section.Subsets.Contains(subset.Name));

    /// <summary>
    /// What a subset's score is divided by where the average is written as a sum: 6 for each subset of RewardBench 2. The average is
    /// linear in the subsets' scores, so resampled averages and standard errors follow from it.
    /// </summary>
    public double Divisor(Subset subset) => _divisors[subset.Position];

    private double DivisorOf(Subset subset)
    {
        if (Sections.FirstOrDefault(one => one.Subsets.Contains(subset.Name)) is not { } section)
        {
            return Subsets.Sum(other => other.Weight) / subset.Weight;
        }

        return SubsetsOf(section).Sum(other => other.Weight) / subset.Weight * (Sections.Sum(other => other.Weight) / section.Weight);
    }

    private static double? Mean(IEnumerable<Subset> subsets, IReadOnlyDictionary<Subset, double> scores)
    {
        double sum = 0, weights = 0;
        foreach (var subset in subsets)
        {
            if (!scores.TryGetValue(subset, out var score))
            {
                return null;
            }

            sum += subset.Weight * score;
            weights += subset.Weight;
        }

        return sum / weights;
    }
}

using System.Text.Json.Serialization;

namespace RewardBench2.Benchmark.Rules;

/// <summary>How the prompts of a subset become its score. A rule more is a file here and a line in this list.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BestOfK), BestOfK.Type)]
[JsonDerivedType(typeof(AllPairs), AllPairs.Type)]
[JsonDerivedType(typeof(StyleMatrix), StyleMatrix.Type)]
[JsonDerivedType(typeof(ReciprocalRank), ReciprocalRank.Type)]
[JsonDerivedType(typeof(TiesPairs), TiesPairs.Type)]
public abstract record ScoringRule
{
    /// <summary>What guessing earns, a fraction; <c>null</c> where it depends on how many completions a prompt has.</summary>
    [JsonIgnore]
    public abstract double? Chance { get; }

    /// <summary>The rule in a few words, such as <c>best of 4</c>.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>What a score by this rule is, as a sentence without its full stop.</summary>
    [JsonIgnore]
    public abstract string Description { get; }

    /// <summary>How many completions every prompt has; <c>null</c> where that differs from prompt to prompt.</summary>
    [JsonIgnore]
    public virtual int? CompletionCount => null;

    /// <summary>How many of them are chosen; <c>null</c> where that differs from prompt to prompt.</summary>
    [JsonIgnore]
    public virtual int? ChosenCount => null;

    /// <summary>How many units, which the bootstrap draws, a number of prompts makes.</summary>
    public virtual int Units(int prompts) => prompts;

    /// <summary>What is wrong with the rule itself, as a sentence; <c>null</c> when nothing is.</summary>
    public virtual string? Fault() => null;

    /// <summary>Why a prompt of this shape cannot be scored, as the end of a sentence such as <c>needs 4 completions</c>; <c>null</c> when it can.</summary>
    /// <param name="completions">How many completions it has.</param>
    /// <param name="chosen">How many of them are chosen.</param>
    public abstract string? WrongShape(int completions, int chosen);

    /// <summary>What guessing earns on a prompt of this shape, a fraction; <c>null</c> where that has no answer.</summary>
    /// <inheritdoc cref="WrongShape" path="/param"/>
    public abstract double? ChanceOf(int completions, int chosen);

    /// <summary>The subset's score, a fraction (of Ties from -0.01 to 1.01).</summary>
    /// <exception cref="ArgumentException">There are no prompts, or one has neither rewards nor a reported result, or another shape.</exception>
    public abstract double Score(IReadOnlyCollection<ScoredPrompt> prompts);

    /// <summary>What each unit contributes to the score.</summary>
    /// <inheritdoc cref="Score" path="/exception"/>
    public abstract SubsetCredits Credits(IReadOnlyCollection<ScoredPrompt> prompts);
}

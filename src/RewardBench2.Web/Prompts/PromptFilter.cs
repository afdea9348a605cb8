namespace RewardBench2.Web.Prompts;

/// <summary>A question that picks prompts. Its spelling in addresses is <see cref="PromptFilters.Slug"/>.</summary>
public enum PromptFilter
{
    None,

    /// <summary>No model gets it right.</summary>
    AllWrong,

    /// <summary>Every model gets it right.</summary>
    AllRight,

    /// <summary>More get it wrong than right, and the better models do: the label may be wrong.</summary>
    LikelyMislabelled,

    /// <summary>Some model gives the chosen completion a shared highest reward.</summary>
    TiedScores,

    /// <summary>Missed on average, but by less than a quarter of the typical margin; with model A given, by A.</summary>
    NearMisses,

    /// <summary>Model A gets it right, model B does not.</summary>
    ARightBWrong,

    /// <summary>Model A gets it wrong.</summary>
    AWrong,

    /// <summary>Of some model (with A given: of A) nothing could be read.</summary>
    ParseFailures,

    /// <summary>An admin upheld a flag.</summary>
    Flagged,

    /// <summary>No model has a result.</summary>
    NoResult,
}

namespace RewardBench2.Benchmark;

/// <summary>The six subsets of RewardBench 2, in the order the official results list them.</summary>
/// <remarks>Source: the paper (arXiv 2506.01937), section 3.</remarks>
public enum Subset
{
    /// <summary>Chosen completions are free of hallucination; rejected ones state something false.</summary>
    Factuality,

    /// <summary>Chosen completions obey a verifiable constraint, such as "no letter u".</summary>
    PreciseIF,

    /// <summary>Chosen completions reach the right final answer.</summary>
    Math,

    /// <summary>Chosen completions comply or refuse as the request deserves.</summary>
    Safety,

    /// <summary>Chosen completions stay on the question asked.</summary>
    Focus,

    /// <summary>Prompts with many right answers, each scored together with a near twin that has one.</summary>
    Ties,
}

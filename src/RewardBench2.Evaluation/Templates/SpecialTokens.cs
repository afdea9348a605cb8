namespace RewardBench2.Evaluation.Templates;

/// <summary>A tokenizer's first and last token, which a template names but does not hold.</summary>
/// <param name="Bos">Beginning of sequence; may be empty.</param>
/// <param name="Eos">End of sequence; may be empty.</param>
public sealed record SpecialTokens(string Bos, string Eos)
{
    /// <summary>
    /// The tokens of the family whose marks a template holds. The exact text is shown before the run, so that a wrong
    /// guess is seen; a template may also spell its tokens out.
    /// </summary>
    public static SpecialTokens Guess(string template) => template switch
    {
        _ when template.Contains("<|start_header_id|>", StringComparison.Ordinal) => new("<|begin_of_text|>", "<|eot_id|>"),
        _ when template.Contains("<start_of_turn>", StringComparison.Ordinal) => new("<bos>", "<eos>"),
        _ when template.Contains("[INST]", StringComparison.Ordinal) => new("<s>", "</s>"),
        _ when template.Contains("<|im_start|>", StringComparison.Ordinal) => new("", "<|im_end|>"),
        _ when template.Contains("<|user|>", StringComparison.Ordinal) => new("", "<|end_of_text|>"),
        _ => new("", ""),
    };
}

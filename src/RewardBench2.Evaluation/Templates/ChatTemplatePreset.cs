namespace RewardBench2.Evaluation.Templates;

/// <summary>The text around a prompt and its completion in one family of models.</summary>
/// <param name="Name">The name that submissions use.</param>
/// <param name="Bos">The beginning-of-sequence token; empty where the family's template has none.</param>
/// <param name="Eos">The end-of-sequence token; empty where the family's template has none.</param>
/// <param name="BeforePrompt">Opens the user's turn.</param>
/// <param name="BeforeCompletion">Closes the user's turn and opens the assistant's.</param>
/// <param name="AfterCompletion">Closes the assistant's turn.</param>
/// <param name="TrimsText">The family's template takes white space off both ends of every message.</param>
public sealed record ChatTemplatePreset(
    string Name, string Bos, string Eos, string BeforePrompt, string BeforeCompletion, string AfterCompletion, bool TrimsText = false)
{
    /// <summary>All presets; what each sends is shown to the submitter before the run.</summary>
    public static IReadOnlyList<ChatTemplatePreset> All { get; } =
    [
        new("chatml", "", "<|im_end|>", "<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n", "<|im_end|>\n"),
        new(
            "llama-3",
            "<|begin_of_text|>",
            "<|eot_id|>",
            "<|start_header_id|>user<|end_header_id|>\n\n",
            "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
            "<|eot_id|>",
            TrimsText: true),
        new(
            "gemma",
            "<bos>",
            "<eos>",
            "<start_of_turn>user\n",
            "<end_of_turn>\n<start_of_turn>model\n",
            "<end_of_turn>\n",
            TrimsText: true),
        new("mistral", "<s>", "</s>", "[INST] ", " [/INST] ", "</s>"),
        new("tulu", "", "<|end_of_text|>", "<|user|>\n", "\n<|assistant|>\n", "<|end_of_text|>"),
        new("raw", "", "", "", "\n\n", ""),
    ];

    /// <summary>The tokens that the family's texts begin and end with.</summary>
    public SpecialTokens Tokens => SpecialTokens.From(Bos, Eos);

    /// <summary>The text up to where the completion begins.</summary>
    public string RenderPrompt(string prompt) => Bos + BeforePrompt + Text(prompt) + BeforeCompletion;

    /// <summary>The whole conversation.</summary>
    public string Render(string prompt, string completion) => RenderPrompt(prompt) + Text(completion) + AfterCompletion;

    private string Text(string message) => TrimsText ? message.Trim() : message;
}

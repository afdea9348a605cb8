using System.Text;
using RewardBench2.Benchmark;

namespace RewardBench2.Evaluation.Templates;

/// <summary>The text around a prompt and its completion in one family of models.</summary>
/// <param name="Name">The name that submissions use.</param>
/// <param name="Bos">The beginning-of-sequence token; empty where the family's template has none.</param>
/// <param name="Eos">The end-of-sequence token; empty where the family's template has none.</param>
/// <param name="BeforePrompt">Opens the user's turn.</param>
/// <param name="BeforeCompletion">Closes the user's turn and opens the assistant's.</param>
/// <param name="AfterCompletion">Closes the assistant's turn.</param>
/// <param name="BeforeSystem">Opens a system message; <c>null</c> where the family has none: it then stands at the head of the user's turn.</param>
/// <param name="AfterSystem">Closes a system message.</param>
/// <param name="TrimsText">The family's template takes white space off both ends of every message.</param>
public sealed record ChatTemplatePreset(
    string Name,
    string Bos,
    string Eos,
    string BeforePrompt,
    string BeforeCompletion,
    string AfterCompletion,
    string? BeforeSystem = null,
    string AfterSystem = "\n\n",
    bool TrimsText = false)
{
    /// <summary>All presets; what each sends is shown to the submitter before the run.</summary>
    public static IReadOnlyList<ChatTemplatePreset> All { get; } =
    [
        new(
            "chatml",
            "",
            "<|im_end|>",
            "<|im_start|>user\n",
            "<|im_end|>\n<|im_start|>assistant\n",
            "<|im_end|>\n",
            BeforeSystem: "<|im_start|>system\n",
            AfterSystem: "<|im_end|>\n"),
        new(
            "llama-3",
            "<|begin_of_text|>",
            "<|eot_id|>",
            "<|start_header_id|>user<|end_header_id|>\n\n",
            "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
            "<|eot_id|>",
            BeforeSystem: "<|start_header_id|>system<|end_header_id|>\n\n",
            AfterSystem: "<|eot_id|>",
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
        new(
            "tulu",
            "",
            "<|end_of_text|>",
            "<|user|>\n",
            "\n<|assistant|>\n",
            "<|end_of_text|>",
            BeforeSystem: "<|system|>\n",
            AfterSystem: "\n"),
        new("raw", "", "", "", "\n\n", ""),
    ];

    /// <summary>The tokens that the family's texts begin and end with.</summary>
    public SpecialTokens Tokens => SpecialTokens.From(Bos, Eos);

    /// <summary>The text up to where the completion begins.</summary>
    /// <param name="turns">Up to the completion; the last one is the user's.</param>
    public string RenderPrompt(IReadOnlyList<Turn> turns)
    {
        var text = new StringBuilder(Bos);
        var opening = "";
        foreach (var turn in turns)
        {
            if (turn.Role == "system" && BeforeSystem is null)
            {
                opening += Text(turn.Text) + AfterSystem;
                continue;
            }

            text.Append(turn.Role == "user" ? Render(turn with { Text = opening + turn.Text }) : Render(turn));
            opening = turn.Role == "user" ? "" : opening;
        }

        return text.ToString();
    }

    /// <summary>The whole conversation.</summary>
    /// <inheritdoc cref="RenderPrompt"/>
    public string Render(IReadOnlyList<Turn> turns, string completion) => RenderPrompt(turns) + Text(completion) + AfterCompletion;

    private string Render(Turn turn) => turn.Role switch
    {
        "user" => BeforePrompt + Text(turn.Text) + BeforeCompletion,
        "assistant" => Text(turn.Text) + AfterCompletion,
        _ => BeforeSystem + Text(turn.Text) + AfterSystem,
    };

    private string Text(string message) => TrimsText ? message.Trim() : message;
}

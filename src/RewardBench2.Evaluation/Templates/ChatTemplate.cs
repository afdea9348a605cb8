using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates.Jinja;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates;

/// <summary>Turns a prompt and a completion into the exact text a model reads: a preset, or a pasted Jinja template.</summary>
public sealed class ChatTemplate
{
    private readonly ChatTemplatePreset? _preset;
    private readonly JinjaTemplate? _jinja;
    private readonly SpecialTokens _tokens;

    private ChatTemplate(string name, ChatTemplatePreset? preset, JinjaTemplate? jinja, SpecialTokens tokens)
    {
        Name = name;
        _preset = preset;
        _jinja = jinja;
        _tokens = tokens;
    }

    /// <summary>A preset's name, or <c>jinja</c> for a pasted template.</summary>
    public string Name { get; }

    /// <summary>The beginning-of-sequence token that the text starts with; may be empty.</summary>
    public string Bos => _tokens.Bos;

    /// <summary>Reads a preset's name or a Jinja template; <c>null</c> or white space means no template.</summary>
    /// <param name="tokens">The model's special tokens. A preset has its own; a template may use only those that are known.</param>
    /// <exception cref="ChatTemplateException">It is neither, or uses a token nobody knows; the message names the line.</exception>
    public static ChatTemplate? Parse(string? nameOrTemplate, SpecialTokens? tokens = null)
    {
        if (string.IsNullOrWhiteSpace(nameOrTemplate))
        {
            return null;
        }

        var name = nameOrTemplate.Trim();
        if (ChatTemplatePreset.All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } preset)
        {
            return new ChatTemplate(preset.Name, preset, null, preset.Tokens);
        }

        if (!name.Contains("{{", StringComparison.Ordinal) && !name.Contains("{%", StringComparison.Ordinal))
        {
            throw new ChatTemplateException(
                $"“{Refusal.Shorten(name)}” is not a chat template. Use "
                + $"{string.Join(", ", ChatTemplatePreset.All.Select(known => known.Name))}, or paste a Jinja template.");
        }

        var jinja = JinjaTemplate.Parse(nameOrTemplate);
        var known = tokens ?? SpecialTokens.Unknown;
        NamedTokens.Check(jinja, known);
        return new ChatTemplate("jinja", null, jinja, known);
    }

    /// <summary>A conversation of one turn as text.</summary>
    /// <exception cref="ChatTemplateException">The template refuses it or runs out of bounds.</exception>
    public string Render(string prompt, string completion) => Render([Turn.User(prompt)], completion);

    /// <summary>The conversation as text.</summary>
    /// <param name="turns">Up to the completion; the last one is the user's.</param>
    /// <exception cref="ChatTemplateException">The template refuses it or runs out of bounds.</exception>
    public string Render(IReadOnlyList<Turn> turns, string completion) =>
        _preset?.Render(turns, completion)
        ?? RenderJinja([.. turns.Append(Turn.Assistant(completion)).Select(Message)], addGenerationPrompt: false);

    /// <summary>The text up to where the assistant's answer begins.</summary>
    /// <exception cref="ChatTemplateException">The template refuses it or runs out of bounds.</exception>
    public string RenderPrompt(IReadOnlyList<Turn> turns) =>
        _preset?.RenderPrompt(turns)
        ?? RenderJinja([.. turns.Select(Message)], addGenerationPrompt: true);

    /// <summary>A rendered text without its leading beginning-of-sequence token, for servers that add one themselves.</summary>
    public string WithoutBos(string text) =>
        _tokens.Bos.Length > 0 && text.StartsWith(_tokens.Bos, StringComparison.Ordinal) ? text[_tokens.Bos.Length..] : text;

    private static PyDict Message(Turn turn)
    {
        var message = new PyDict(2);
        message.Set("role", turn.Role);
        message.Set("content", turn.Text);
        return message;
    }

    // The values that apply_chat_template of transformers gives: no tools and no documents are none, not missing. Nobody cancels
    // it, since a rendering is bounded in time.
    private string RenderJinja(object?[] messages, bool addGenerationPrompt)
    {
        var jinja = _jinja ?? throw new InvalidOperationException("A chat template is a preset or Jinja.");
        var values = new Dictionary<string, object?>(_tokens.Values(), StringComparer.Ordinal)
        {
            ["messages"] = new PyList(messages),
            ["tools"] = null,
            ["documents"] = null,
            ["add_generation_prompt"] = PyNumber.Truth(addGenerationPrompt),
        };
        return jinja.Render(values, CancellationToken.None);
    }
}

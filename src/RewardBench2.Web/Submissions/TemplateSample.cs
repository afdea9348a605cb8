using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Web.Submissions;

/// <summary>What a template writes for a sample conversation, or why it writes nothing.</summary>
/// <param name="Marks">The text in pieces; empty where there is none.</param>
/// <param name="Rest">How many characters more the text has than are shown.</param>
/// <param name="Refusal">Why there is no text; <c>null</c> where there is one.</param>
public sealed record TemplateSample(IReadOnlyList<TextMark> Marks, int Rest, string? Refusal)
{
    /// <summary>The sample's user.</summary>
    public const string Prompt = "Is 91 a prime number?";

    /// <summary>The sample's assistant.</summary>
    public const string Completion = "No.\n\n91 = 7 × 13";

    private const int MostShown = 4_000;

    /// <summary>Writes the sample; <c>null</c> where there is no template.</summary>
    public static TemplateSample? From(TemplateForm form)
    {
        try
        {
            if (form.Parse() is not { } template)
            {
                return null;
            }

            var text = template.Render(Prompt, Completion);
            var tokens = (form.Fetched?.Tokens.ByName.Values.OfType<IReadOnlyList<string>>().SelectMany(token => token) ?? []).Concat([form.BosToken ?? "", form.EosToken ?? ""]);
            return new TemplateSample(TextMark.Split(text.Length > MostShown ? text[..MostShown] : text, tokens), Math.Max(0, text.Length - MostShown), Refusal: null);
        }
        catch (ChatTemplateException refused)
        {
            return new TemplateSample([], Rest: 0, refused.Message);
        }
    }
}

using RewardBench2.Evaluation.Templates.Jinja;
using RewardBench2.Evaluation.Templates.Jinja.Syntax;

namespace RewardBench2.Evaluation.Templates;

/// <summary>Finds the special tokens that a template writes or looks into.</summary>
internal static class NamedTokens
{
    /// <summary>Refuses a template that uses a token which nobody knows.</summary>
    /// <remarks>
    /// Asking whether one is defined does not use it; and a template that sets one itself, on its own level, needs nobody to know it.
    /// </remarks>
    /// <exception cref="ChatTemplateException">The message names the token, its line, and the field that would give it.</exception>
    public static void Check(JinjaTemplate template, SpecialTokens tokens)
    {
        var isSet = template.Statements.OfType<Set>().Select(set => set.Target).OfType<Name>().Select(name => name.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = template.Statements.SelectMany(Uses).FirstOrDefault(name =>
            !isSet.Contains(name.Id) && !tokens.IsKnown(name.Id) && (SpecialTokens.Names.Contains(name.Id) || name.Id == SpecialTokens.AdditionalName));
        if (unknown is not null)
        {
            throw new ChatTemplateException(unknown.Line, Refusal(unknown.Id));
        }
    }

    private static string Refusal(string name) => name switch
    {
        SpecialTokens.BosName => "it uses bos_token, and nobody knows which token that is. Give it as bosToken, as the model's tokenizer_config.json has it; an empty text where the model has none.",
        SpecialTokens.EosName => "it uses eos_token, and nobody knows which token that is. Give it as eosToken, as the model's tokenizer_config.json has it; an empty text where the model has none.",
        _ => $"it uses {name}, and nobody knows which token that is. Only bosToken and eosToken can be given: write this one out in the template, as the model's tokenizer_config.json has it.",
    };

    private static IEnumerable<Name> Uses(Node node) => node switch
    {
        TestNode { Target: Name, Test: "defined" or "undefined" } => [],
        Name { Use: NameUse.Load } name => [name],
        Block block => block.Body.SelectMany(Uses),
        _ => node.Children.SelectMany(Uses),
    };
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>
/// Learns from a server's refusal which parameter it does not know, and leaves it out of (or renames it in) every
/// later request; and which number is too large for it, and keeps to the limit that it names. Each change is recorded once.
/// </summary>
public sealed partial class RequestChanges(Action<string> record)
{
    private const string TruncatePromptTokens = "truncate_prompt_tokens";

    // Nothing stands here that would change which rewards are asked for without the canaries noticing.
    private static readonly Dictionary<string, string?> Allowed = new(StringComparer.Ordinal)
    {
        ["temperature"] = null,
        ["max_tokens"] = "max_completion_tokens",
        ["max_completion_tokens"] = null,
        ["use_activation"] = "activation",
        ["activation"] = null,
        ["raw_scores"] = null,
        [TruncatePromptTokens] = null,
        ["truncate"] = null,
        ["truncation_direction"] = null,
        ["add_special_tokens"] = null,
        ["add_generation_prompt"] = null,
        ["encoding_format"] = null,
        ["task"] = null,
        ["prompts"] = null,
        ["labels"] = null,
    };

    private readonly ConcurrentDictionary<string, string?> _made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _limits = new(StringComparer.Ordinal);

    /// <summary>The request with all changes made; the original stays as it is.</summary>
    public JsonObject Apply(JsonObject request)
    {
        var changed = (JsonObject)request.DeepClone();
        var again = !_made.IsEmpty;
        while (again)
        {
            again = false;
            foreach (var (name, newName) in _made)
            {
                if (changed.TryGetPropertyValue(name, out var value) && changed.Remove(name) && newName is not null)
                {
                    changed[newName] = value;
                    again = true;
                }
            }
        }

        foreach (var (name, limit) in _limits)
        {
            if (Number(changed[name]) > limit)
            {
                changed[name] = limit;
            }
        }

        return changed;
    }

    /// <summary>Whether the refusal names a parameter of the request that can do without, or with less, so that asking again is worthwhile.</summary>
    public bool TryLearn(JsonObject sent, ServerError error)
    {
        // "max_tokens is too large" is about the number, not about the parameter. A temperature that is out of range is as
        // good as an unknown one: there is no other that would do.
        var isTemperature = sent.ContainsKey("temperature") && Blames(error, "temperature");
        if (!isTemperature && AboutSize().IsMatch(error.Message))
        {
            return TryLimit(sent, error);
        }

        var name = Allowed.Keys.FirstOrDefault(name => sent.ContainsKey(name) && Blames(error, name));
        if (name is null)
        {
            return false;
        }

        // Several requests may be refused at once; a later one finds the change made and only asks again.
        if (_made.TryAdd(name, Allowed[name]))
        {
            record(Describe(name, error.Message));
        }

        return true;
    }

    /// <summary>Makes a change that a probe found necessary.</summary>
    public void Make(string name, string reason)
    {
        if (_made.TryAdd(name, Allowed[name]))
        {
            record(Describe(name, reason));
        }
    }

    private bool TryLimit(JsonObject sent, ServerError error)
    {
        // How much of a context is left differs from prompt to prompt: nothing to keep to.
        if (AboutContext().IsMatch(error.Message)
            || sent.FirstOrDefault(member => Number(member.Value) > 1 && Blames(error, member.Key)) is not { Key: { } name, Value: var value })
        {
            return false;
        }

        // One limit is learnt for each parameter. Requests that went out before keep to it when they are asked again.
        var asked = Number(value)!.Value;
        if (_limits.TryGetValue(name, out var known))
        {
            return asked > known;
        }

        // Of the numbers in the text one is ours; the limit is the largest one below it.
        var named = Digits().Matches(Thousands().Replace(error.Message, ""))
            .Select(match => long.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
            .Where(number => number > 0 && number < asked)
            .DefaultIfEmpty()
            .Max();

        // -1 is vLLM's word for the model's own maximum.
        var limit = named > 0 ? named : name == TruncatePromptTokens ? -1 : 0;
        if (limit == 0)
        {
            return false;
        }

        if (_limits.TryAdd(name, limit))
        {
            record(limit > 0 ? $"{name} at most {limit}: {error.Message}" : $"{name} left to the server: {error.Message}");
        }

        return true;
    }

    private static bool Blames(ServerError error, string name) =>
        error.Parameter == name || Regex.IsMatch(error.Message, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])");

    private static long? Number(JsonNode? value) =>
        value is JsonValue && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Describe(string name, string reason) => Allowed[name] is { } newName
        ? $"{name} sent as {newName}: {reason}"
        : $"{name} left out: {reason}";

    [GeneratedRegex("context (length|window|size)|too (large|long|high|big)|exceed|(greater|less) than|[<>≤]|at (most|least)|range|between|maximum", RegexOptions.IgnoreCase)]
    private static partial Regex AboutSize();

    [GeneratedRegex("context (length|window|size)", RegexOptions.IgnoreCase)]
    private static partial Regex AboutContext();

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?<![\d.])\d{1,9}(?![\d.]*\d)")]
    private static partial Regex Digits();
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>
/// Learns from a server's refusal which parameter it does not know, and leaves it out of (or renames it in) every
/// later request. Each change is made once and recorded.
/// </summary>
public sealed partial class RequestChanges(Action<string> record)
{
    // Nothing stands here that would change which rewards are asked for without the canaries noticing.
    private static readonly Dictionary<string, string?> Allowed = new(StringComparer.Ordinal)
    {
        ["temperature"] = null,
        ["max_tokens"] = "max_completion_tokens",
        ["max_completion_tokens"] = null,
        ["use_activation"] = "activation",
        ["activation"] = null,
        ["truncate_prompt_tokens"] = null,
        ["add_special_tokens"] = null,
        ["add_generation_prompt"] = null,
        ["encoding_format"] = null,
        ["task"] = null,
        ["truncation_direction"] = null,
        ["prompts"] = null,
        ["labels"] = null,
    };

    private readonly ConcurrentDictionary<string, string?> _made = new(StringComparer.Ordinal);

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

        return changed;
    }

    /// <summary>Whether the refusal names a parameter of the request that can do without, so that asking again is worthwhile.</summary>
    public bool TryLearn(JsonObject sent, ServerError error)
    {
        var name = Allowed.Keys.FirstOrDefault(name => sent.ContainsKey(name)
            && (error.Parameter == name || Regex.IsMatch(error.Message, $@"(?<![\w-]){name}(?![\w-])")));

        // "max_tokens is too large for the context length" is about the number, not about the parameter. A temperature
        // that is out of range is as good as an unknown one: there is no other that would do.
        if (name is null || (name != "temperature" && AboutSize().IsMatch(error.Message)))
        {
            return false;
        }

        // Several requests may be refused at once; whoever comes later finds the change made and only asks again.
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

    private static string Describe(string name, string reason) => Allowed[name] is { } newName
        ? $"{name} sent as {newName}: {reason}"
        : $"{name} left out: {reason}";

    [GeneratedRegex("context (length|window|size)|too (large|long|high|big)|exceed|(greater|less) than|[<>≤]|at (most|least)|range|between|maximum", RegexOptions.IgnoreCase)]
    private static partial Regex AboutSize();
}

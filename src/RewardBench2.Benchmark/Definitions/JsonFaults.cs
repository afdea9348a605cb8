using System.Text.Json;

namespace RewardBench2.Benchmark.Definitions;

/// <summary>What the JSON reader says of a definition, in words that help its author.</summary>
internal static class JsonFaults
{
    private static readonly string RuleNames = string.Join(
        ", ", [Rules.BestOfK.Type, Rules.AllPairs.Type, Rules.StyleMatrix.Type, Rules.ReciprocalRank.Type, Rules.TiesPairs.Type]);

    public static string Explain(Exception exception)
    {
        var place = exception is JsonException { Path: { Length: > 0 } path } json
            ? $"At {path}{(json.LineNumber is { } line ? $", line {line + 1}" : "")}: "
            : "";
        return exception.Message switch
        {
            var message when message.Contains("type discriminator", StringComparison.Ordinal) || exception is NotSupportedException =>
                $"{place}a rule needs a type, one of {RuleNames}.",
            var message when message.Contains("could not be mapped", StringComparison.Ordinal) =>
                $"{place}there is no such field. See the schema for those there are.",
            var message when message.Contains("could not be converted", StringComparison.Ordinal) =>
                $"{place}this is not a value of the right kind.",
            _ => $"{place}this is not JSON that can be read.",
        };
    }
}

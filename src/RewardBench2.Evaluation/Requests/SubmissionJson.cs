using System.Text.Json;
using System.Text.Json.Serialization;

namespace RewardBench2.Evaluation.Requests;

/// <summary>How submissions are written as JSON, in the API and in the database.</summary>
public static class SubmissionJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}

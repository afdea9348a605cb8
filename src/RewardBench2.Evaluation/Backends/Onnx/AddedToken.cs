using System.Text.Json;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>A token that a <c>tokenizer.json</c> adds to the model's vocabulary; it is found in a text before anything else.</summary>
/// <param name="IsSpecial">A mark such as <c>&lt;s&gt;</c>, not a part of what somebody wrote.</param>
/// <param name="DependsOnNeighbours">Whether it takes blanks beside it along, or is found only as a word of its own.</param>
public sealed record AddedToken(int Id, string Content, bool IsSpecial, bool DependsOnNeighbours)
{
    internal static AddedToken Read(JsonElement token)
    {
        bool Is(string name) => token.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
        return new AddedToken(
            token.GetProperty("id").GetInt32(),
            token.GetProperty("content").GetString() ?? "",
            Is("special"),
            Is("lstrip") || Is("rstrip") || Is("single_word"));
    }
}

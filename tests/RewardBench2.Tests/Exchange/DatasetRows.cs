using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Tests.Exchange;

/// <summary>Rows of the two dataset schemas to start from, and the ways to hand them in.</summary>
internal static class DatasetRows
{
    public static JsonObject BestOfFour(string id = "7", string subset = "Math") => new()
    {
        ["id"] = id,
        ["prompt"] = "What is 6 times 7?",
        ["chosen"] = new JsonArray("42"),
        ["rejected"] = new JsonArray("41", "43", "67"),
        ["num_correct"] = 1,
        ["num_incorrect"] = 3,
        ["total_completions"] = 4,
        ["models"] = new JsonArray("a", "b", "c", "d"),
        ["subset"] = subset,
        ["additional_metadata"] = new JsonObject { ["label"] = "math", ["index"] = 3.0, ["category"] = null },
    };

    public static JsonObject Ties(string id = "tied:1") => new()
    {
        ["id"] = id,
        ["prompt"] = "Name a primary colour.",
        ["chosen"] = new JsonArray("red", "blue"),
        ["rejected"] = new JsonArray("green", "brown", "grey"),
        ["num_correct"] = 2,
        ["num_incorrect"] = 3,
        ["total_completions"] = 5,
        ["models"] = new JsonArray("one"),
        ["subset"] = "Ties",
        ["additional_metadata"] = null,
    };

    public static JsonObject Candidates(string id = "g1") => new()
    {
        ["id"] = id,
        ["prompt"] = "What is 2 + 2?",
        ["task"] = "arithmetic",
        ["completions"] = new JsonArray("It is 4.", "It is 5.", "4"),
        ["correct"] = new JsonArray(true, false, true),
        ["answers"] = new JsonArray("4", 5, "4"),
        ["label"] = "4",
    };

    public static string Lines(params JsonObject[] rows) => string.Concat(rows.Select(row => row.ToJsonString() + "\n"));

    public static Task<DatasetContent> ReadAsync(params JsonObject[] rows) => ReadAsync(Lines(rows));

    public static Task<DatasetContent> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    public static Task<DatasetContent> ReadAsync(byte[] bytes) =>
        DatasetFile.ReadAsync(new MemoryStream(bytes), "test", cancellationToken: TestContext.Current.CancellationToken);

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The message with which the rows are refused.</summary>
    public static async Task<string> RefusalAsync(Func<Task> read)
    {
        var message = (await Assert.ThrowsAsync<InvalidFileException>(read)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}

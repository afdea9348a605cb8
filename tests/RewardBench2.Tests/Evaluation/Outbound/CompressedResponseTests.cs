using System.IO.Compression;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>Answers that were compressed, in bounds and out of them.</summary>
public sealed class CompressedResponseTests
{
    private const string Good = """{"rewards":[2.5]}""";

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_answer_is_read(string encoding)
    {
        await using var server = await FakeServer.StartAsync(_ => Compressed(200, Good, encoding));
        await using var client = TestClients.Create(server.Url);

        Assert.Equal(Good, await AskAsync(client));
    }

    [Fact]
    public async Task A_compressed_error_is_read()
    {
        await using var server = await FakeServer.StartAsync(_ => Compressed(400, """{"error":{"message":"too \ud83d long"}}""", "gzip"));
        await using var client = TestClients.Create(server.Url);

        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => AskAsync(client));

        Assert.Contains("too \uFFFD long", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_bomb_is_read_to_the_limit_only(string encoding)
    {
        await using var server = await FakeServer.StartAsync(_ => Compressed(200, new string(' ', 4_000_000), encoding));
        await using var client = TestClients.Create(server.Url, TestClients.Options with { Responses = new() { Introduction = 100_000 } });

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => AskAsync(client));

        Assert.Contains("longer than the 97 KB", failed.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task What_only_says_that_it_is_compressed_fails_the_prompt(string encoding)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, Good) { Headers = [("Content-Encoding", encoding)] });
        await using var client = TestClients.Create(server.Url);

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => AskAsync(client));

        Assert.Contains("cannot be decompressed", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compression_that_is_not_known_is_named()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, Good) { Headers = [("Content-Encoding", "lzma")] });
        await using var client = TestClients.Create(server.Url);

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => AskAsync(client));

        Assert.Contains("compressed as lzma", failed.Message, StringComparison.Ordinal);
    }

    internal static FakeAnswer Compressed(int status, string body, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            packing.Write(System.Text.Encoding.UTF8.GetBytes(body));
        }

        return new FakeAnswer(status, "") { Bytes = packed.ToArray(), Headers = [("Content-Encoding", encoding)] };
    }

    private static Task<string> AskAsync(EndpointClient client) =>
        client.PostAsync(client.Address.Root, new JsonObject(), response => response.Body, TestContext.Current.CancellationToken);
}

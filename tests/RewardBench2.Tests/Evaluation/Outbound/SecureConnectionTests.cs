using System.Text.Json.Nodes;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>Certificates that nobody vouches for, and ports that speak something else.</summary>
public sealed class SecureConnectionTests
{
    [Fact]
    public async Task A_certificate_of_ones_own_making_pauses_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"), TestCertificates.SelfSigned());
        await using var client = TestClients.Create(server.Url);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, []));

        Assert.Contains("certificate", stopped.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Speaking_https_to_a_plain_port_pauses_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(new UriBuilder(server.Url) { Scheme = "https" }.Uri);

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => AskAsync(client, []));

        Assert.Contains("https", stopped.Message, StringComparison.Ordinal);
    }

    private static Task<string> AskAsync(EndpointClient client, JsonObject request) =>
        client.PostAsync(client.Address.Root, request, response => response.Body, TestContext.Current.CancellationToken);
}

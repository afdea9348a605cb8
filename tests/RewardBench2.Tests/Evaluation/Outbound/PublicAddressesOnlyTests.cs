using System.Net;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class PublicAddressesOnlyTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    public void Private_and_reserved_addresses_are_not_public(string address) =>
        Assert.False(PublicAddressesOnly.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("2606:4700::1111")]
    public void Addresses_of_the_internet_are_public(string address) =>
        Assert.True(PublicAddressesOnly.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[fe80::1]")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("100.100.100.200")]
    public async Task A_machines_own_credentials_are_not_called_even_where_private_addresses_are_allowed(string host)
    {
        await using var client = TestClients.Create(new Uri($"http://{host}"), TestClients.Options with { AllowPrivateEndpoints = true });
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => client.PostAsync(
            client.Address.Root, new JsonObject(), response => response.Body, TestContext.Current.CancellationToken));
        Assert.Contains("never calls", stopped.Message, StringComparison.Ordinal);
        Assert.False(stopped.CanResume);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("2130706433")]
    public async Task A_loopback_address_is_not_called_unless_the_operator_allows_it(string host)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(
            new Uri($"http://{host}:{server.Url.Port}"), TestClients.Options with { AllowPrivateEndpoints = false });

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => client.PostAsync(
            client.Address.Root, new JsonObject(), response => response.Body, TestContext.Current.CancellationToken));

        Assert.Contains("Evaluation:AllowPrivateEndpoints", stopped.Message, StringComparison.Ordinal);
        Assert.False(stopped.CanResume);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var server = RawServer.Start((socket, _) => RawServer.SendAsync(
            socket, $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.Url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        await using var client = TestClients.Create(server.Url, apiKey: "secret-key");

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => client.PostAsync(
            client.Address.Root, new JsonObject(), response => response.Body, TestContext.Current.CancellationToken));

        Assert.Contains("redirects are not followed", stopped.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task The_key_travels_to_the_submitted_origin_only()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var other = await FakeServer.StartAsync(_ => new FakeAnswer(200, "{}"));
        await using var client = TestClients.Create(server.Url, apiKey: "secret-key");

        await client.TryAsync(HttpMethod.Get, server.Url, null, TestContext.Current.CancellationToken);
        await client.TryAsync(HttpMethod.Get, other.Url, null, TestContext.Current.CancellationToken);

        Assert.Equal("Bearer secret-key", server.Requests.Single().Authorization);
        Assert.Null(other.Requests.Single().Authorization);
    }
}

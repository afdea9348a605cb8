using System.Net;
using System.Net.Sockets;
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
    [InlineData("::127.0.0.1")]
    [InlineData("::93.184.216.34")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("::ffff:0:93.184.216.34")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::93.184.216.34")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2002:5db8:d822::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("192.0.0.8")]
    [InlineData("192.88.99.1")]
    [InlineData("198.19.0.1")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    public void Private_and_reserved_addresses_are_not_public(string address) =>
        Assert.False(PublicAddressesOnly.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::93.184.216.34")]
    [InlineData("192.0.1.1")]
    public void Addresses_of_the_internet_are_public(string address) =>
        Assert.True(PublicAddressesOnly.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[fe80::1]")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[fd20:ce::254]")]
    [InlineData("[64:ff9b::169.254.169.254]")]
    [InlineData("[64:ff9b::a83f:8110]")]
    [InlineData("[2002:a9fe:a9fe::1]")]
    [InlineData("[::169.254.169.254]")]
    [InlineData("[::ffff:0:169.254.169.254]")]
    [InlineData("0.0.0.0")]
    [InlineData("0")]
    [InlineData("[::]")]
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

    [Theory]
    [InlineData(22, null, false)]
    [InlineData(6379, null, false)]
    [InlineData(8000, null, true)]
    [InlineData(443, null, true)]
    [InlineData(8000, 443, false)]
    [InlineData(443, 443, true)]
    [InlineData(22, 22, true)]
    public void Ports_of_other_services_are_not_called_unless_the_operator_names_them(int port, int? named, bool isCalled) =>
        Assert.Equal(isCalled, ServerPorts.MayBeCalled(port, named is { } only ? new HashSet<int> { only } : null));

    [Fact]
    public async Task A_port_of_another_service_stops_the_run()
    {
        await using var client = TestClients.Create(new Uri("http://127.0.0.1:22"));
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => client.PostAsync(
            client.Address.Root, new JsonObject(), reply => reply.Body, TestContext.Current.CancellationToken));
        Assert.Contains("port 22", stopped.Message, StringComparison.Ordinal);
        Assert.False(stopped.CanResume);
    }

    [Fact]
    public void Closed_filtered_and_slow_ports_of_a_private_network_are_told_alike()
    {
        Exception[] behind = [new SocketException((int)SocketError.ConnectionRefused), new SocketException((int)SocketError.HostUnreachable), new OperationCanceledException()];
        var url = new Uri("http://10.0.0.1");
        var told = behind.Select(failed => ConnectionFaultException.From(new HttpRequestException("x", new PrivateServerAwayException(failed)), url)!).ToList();
        Assert.Single(told.Select(fault => (fault.Message, fault.Kind)).Distinct());
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

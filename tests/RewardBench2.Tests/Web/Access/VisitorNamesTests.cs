using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using RewardBench2.Storage;
using RewardBench2.Tests.Storage;
using RewardBench2.Web.Access;

namespace RewardBench2.Tests.Web.Access;

public sealed class VisitorNamesTests : IAsyncLifetime
{
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.SqliteAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData("203.0.113.5", "203.0.113.5")]
    [InlineData("::ffff:203.0.113.5", "203.0.113.5")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("127.0.0.1", "this machine")]
    [InlineData("::1", "this machine")]
    [InlineData("::ffff:127.0.0.1", "this machine")]
    [InlineData(null, "unknown")]
    public void A_visitor_is_an_address_or_a_network_of_64_bits_or_this_machine_or_unknown(string? address, string name) =>
        Assert.Equal(name, VisitorAddress.NameOf(address is null ? null : IPAddress.Parse(address)));

    [Fact]
    public async Task A_household_keeps_its_name_over_a_restart_and_another_has_another()
    {
        var before = await NameAsync(New(), "2001:db8:1:2::1");
        var after = await NameAsync(New(), "2001:db8:1:2:ffff::9");

        Assert.Equal(before, after);
        Assert.NotEqual(before, await NameAsync(New(), "2001:db8:1:3::1"));
        Assert.DoesNotContain("2001", before, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Only_this_machine_goes_without_limits_and_an_unknown_address_is_not_this_machine()
    {
        Assert.Null(await LimitedAsync(From("127.0.0.1")));
        Assert.NotNull(await LimitedAsync(From(null)));
        Assert.NotNull(await LimitedAsync(context: null));
        Assert.NotEqual(await NameAsync(New(), "127.0.0.1"), await NameAsync(New(), null));
    }

    [Fact]
    public async Task Who_is_signed_in_with_an_account_is_that_account_wherever_they_are()
    {
        var context = From("127.0.0.1");
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("account", "0123")], "test"));
        Assert.Equal("account/0123", await LimitedAsync(context));
    }

    private VisitorNames New() => new(new SiteSecretTable(_test.Database));

    private static Task<string> NameAsync(VisitorNames names, string? address) => names.NameAsync(From(address), TestContext.Current.CancellationToken);

    private Task<string?> LimitedAsync(HttpContext? context) => New().LimitedNameAsync(context, TestContext.Current.CancellationToken);

    private static DefaultHttpContext From(string? address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        return context;
    }
}

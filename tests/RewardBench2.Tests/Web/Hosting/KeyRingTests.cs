using Microsoft.Extensions.Configuration;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Tests.Web.Hosting;

public sealed class KeyRingTests
{
    [Theory]
    [InlineData(null, "data/keys")]
    [InlineData("Data Source=elsewhere/board.db", "elsewhere/keys")]
    [InlineData("Data Source=:memory:", "data/keys")]
    [InlineData("Host=localhost;Database=board", "data/keys")]
    public void Keys_lie_beside_the_database(string? connection, string folder) =>
        Assert.Equal(Path.GetFullPath(folder), KeyRing.Folder(new HostingOptions(), Configuration(("ConnectionStrings:RewardBench", connection))));

    [Fact]
    public void Keys_lie_where_the_operator_wants_them() =>
        Assert.Equal(Path.GetFullPath("shared/keys"), KeyRing.Folder(new HostingOptions { KeyRing = "shared/keys" }, Configuration()));

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}

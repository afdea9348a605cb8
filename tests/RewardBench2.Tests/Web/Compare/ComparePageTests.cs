namespace RewardBench2.Tests.Web.Compare;

public sealed class ComparePageTests : IClassFixture<ComparePageTests.Site>
{
    private readonly HttpClient _client;

    public ComparePageTests(Site site) => _client = site.CreateClient();

    [Fact]
    public async Task The_chosen_dataset_stays_chosen_and_in_every_link()
    {
        var html = await _client.GetStringAsync(new Uri("/compare?dataset=starter&model=baseline/longest&model=baseline/shortest", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("<option value=\"starter\" selected", html, StringComparison.Ordinal);
        Assert.DoesNotContain("dataset=_dataset", html, StringComparison.Ordinal);
    }

    /// <summary>One for all facts here.</summary>
    public sealed class Site : HostedSite;
}

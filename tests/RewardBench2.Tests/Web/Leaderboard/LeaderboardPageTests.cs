using System.Data.Common;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

public sealed class LeaderboardPageTests : IAsyncLifetime
{
    private readonly BunitContext _context = new();
    private readonly KeptLog _log = new();
    private LeaderboardSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await LeaderboardSite.OpenAsync();
        _site.AddTo(_context.Services);
        _context.Services.AddLogging(logging => logging.AddProvider(_log));
        _context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _site.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task New_results_are_said_and_shown_only_when_the_reader_wants_them()
    {
        var page = Open("/?pin=alpha/one-8B&sort=model");
        await _site.PublishAsync("second", "beta/two-8B", 0.7);
        await _site.UntilAsync(() => page.FindAll(".board-news p").Count > 0);
        Assert.Equal("New results: 1 row added. Show them", page.Find("[role=status] p").TextContent);
        Assert.Single(page.FindAll("tbody[data-row-window] tr"));

        await page.Find(".board-news button").ClickAsync(new());
        Assert.Equal(["alpha/one-8B", "beta/two-8B"], page.FindAll("tbody[data-row-window] th a:not(.pin)").Select(name => name.TextContent));
        Assert.Single(page.FindAll("tbody.pinned tr"));
        Assert.Empty(page.FindAll(".board-news p"));
    }

    [Fact]
    public async Task A_choice_that_shows_the_newest_results_anyway_ends_the_message()
    {
        var page = Open("/");
        await _site.PublishAsync("second", "beta/two-8B", 0.7);
        await _site.UntilAsync(() => page.FindAll(".board-news p").Count > 0);

        _context.Services.GetRequiredService<NavigationManager>().NavigateTo("/?sort=Ties");
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("tbody[data-row-window] tr").Count));
        Assert.Empty(page.FindAll(".board-news p"));
    }

    [Fact]
    public async Task When_the_database_does_not_answer_the_page_says_so_and_the_log_says_why_and_a_retry_shows_it()
    {
        await _site.BreakAsync(isBroken: true);
        var page = _context.Render<LeaderboardPage>();
        Assert.Equal("The leaderboard cannot be loaded right now", page.Find("[role=alert] h2").TextContent);
        var line = Assert.Single(_log.Lines, line => line.Failure is DbException);
        Assert.Equal((LogLevel.Error, "A page could not read the leaderboard."), (line.Level, line.Text));

        await _site.BreakAsync(isBroken: false);
        await page.Find("[role=alert] button").ClickAsync(new());
        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Single(page.FindAll("tbody[data-row-window] tr"));
    }

    [Fact]
    public async Task A_failure_after_the_address_changed_is_shown_and_logged_too()
    {
        var page = Open("/");
        await _site.BreakAsync(isBroken: true);
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo("/?sort=Ties");
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("[role=alert] button")));
        Assert.Contains(_log.Lines, line => line.Failure is DbException);
    }

    private IRenderedComponent<LeaderboardPage> Open(string address)
    {
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = _context.Render<LeaderboardPage>();
        page.WaitForState(() => page.FindAll("tbody tr").Count > 0);
        return page;
    }
}

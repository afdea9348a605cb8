using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;
using RewardBench2.Tests.Evaluation.Imports;
using RewardBench2.Tests.Exchange.Hub;
using RewardBench2.Web.Access;
using RewardBench2.Web.Access.SignIn;
using RewardBench2.Web.Admin.Datasets;
using TestContext = Xunit.TestContext;

namespace RewardBench2.Tests.Web.Admin;

/// <summary>One button on the datasets' page brings the official site into being, against a stand-in hub.</summary>
public sealed class OfficialImportFormTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly BunitContext _context = new();
    private readonly TaskCompletionSource _goOn = new();
    private OfficialHub _official = null!;
    private ImportHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _official = await OfficialHub.StartAsync();
        _host = await ImportHost.OpenAsync(_official.Hub.Endpoint);
        await _host.Get<DatasetTable>().DeleteAsync(DatasetImport.Official, Cancellation);
        var log = new AdminLogTable(_host.Database, TimeProvider.System);
        var sessions = new AdminSessions(new AdminSessionTable(_host.Database, TimeProvider.System), Options.Create(new AdminOptions()));
        var admin = new ClaimsPrincipal(new ClaimsIdentity(await sessions.OpenAsync("admin", Cancellation), "test"));
        _context.Services
            .AddSingleton(log)
            .AddSingleton(_host.Get<OfficialImport>())
            .AddSingleton<IHostApplicationLifetime>(new HostLifetime())
            .AddSingleton(new AuditedActions(new FixedVisitor(admin), sessions, log, NullLogger<AuditedActions>.Instance))
            .AddSingleton<OfficialImportJob>();
    }

    public async ValueTask DisposeAsync()
    {
        _goOn.TrySetResult();
        await _context.Services.GetRequiredService<OfficialImportJob>().Running;
        await _context.DisposeAsync();
        await _host.DisposeAsync();
        await _official.DisposeAsync();
    }

    [Fact]
    public async Task The_button_shows_progress_while_it_imports_and_then_what_was_joined_how()
    {
        HoldBack("eval-set/lab-0/rm-007.json");
        _official.Results["eval-set-scores/lab-0/rm-000.json"] = "{\"model\":"u8.ToArray();
        var page = _context.Render<OfficialImportForm>();

        await page.Find("#import-official").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Downloading allenai/reward-bench-2-results: ", page.Find("[role=status]").TextContent, StringComparison.Ordinal), Patience);
        Assert.NotNull(page.Find("progress"));
        Assert.True(page.Find("#import-official").HasAttribute("disabled"));
        _goOn.SetResult();
        page.WaitForAssertion(() => Assert.Contains("375 were imported", page.Find("[role=status]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("is cut off", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal(188 - 1, (await _host.ReadRunsAsync()).Count(run => run.Provenance == "uploaded"));
        Assert.Equal("started an import of the official site", Assert.Single(await new AdminLogTable(_host.Database, TimeProvider.System).ReadAsync(0, 10, Cancellation)).Action);
    }

    [Fact]
    public async Task It_goes_on_when_the_page_is_left_and_a_page_that_comes_back_can_stop_it()
    {
        HoldBack("eval-set/lab-0/rm-007.json");
        var page = _context.Render<OfficialImportForm>();
        await page.Find("#import-official").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Downloading", page.Find("[role=status]").TextContent, StringComparison.Ordinal), Patience);
        await _context.DisposeComponentsAsync();

        var back = _context.Render<OfficialImportForm>();
        Assert.Contains("Importing", back.Find("#import-official").TextContent, StringComparison.Ordinal);
        await back.FindAll("button")[1].ClickAsync();

        back.WaitForAssertion(() => Assert.Contains("start it again to go on", back.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.False(back.Find("#import-official").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_hub_that_refuses_is_quoted()
    {
        _official.Hub.Repositories.TryRemove("allenai/reward-bench-2-results", out _);
        var page = _context.Render<OfficialImportForm>();

        await page.Find("#import-official").ClickAsync();

        page.WaitForAssertion(
            () => Assert.Contains("has no allenai/reward-bench-2-results (404)", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task The_running_site_shows_the_official_results_after_the_import_and_the_admins_page_says_what_came_of_it()
    {
        _official.BreakSometimes();
        using var site = new AdminSite(new Dictionary<string, string> { ["HuggingFace:Endpoint"] = _official.Hub.Endpoint.ToString() });
        using var visitor = site.NewVisitor();
        await AdminSite.SignInAsync(visitor, AdminSite.Password);
        var job = site.Services.GetRequiredService<OfficialImportJob>();

        Assert.Null(job.Start(new OfficialRequest()));
        Assert.Contains("under way already", job.Start(new OfficialRequest())?.Detail, StringComparison.Ordinal);
        await job.Running.WaitAsync(Patience, Cancellation);

        var page = await visitor.GetStringAsync(new Uri("/admin/datasets", UriKind.Relative), Cancellation);
        Assert.Contains("376 were imported, 0 were already present, 0 could not be joined", page, StringComparison.Ordinal);
        var leaderboard = await visitor.GetStringAsync(new Uri("/api/v1/leaderboard?dataset=rewardbench-2&search=lab-", UriKind.Relative), Cancellation);
        Assert.Contains("lab-5/rm-187", leaderboard, StringComparison.Ordinal);
    }

    private void HoldBack(string file) => _official.Hub.OnDownload = async (_, path) =>
    {
        if (path == file)
        {
            await _goOn.Task;
        }

        return false;
    };

    private sealed class FixedVisitor(ClaimsPrincipal visitor) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(visitor));
    }

    private sealed class HostLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}

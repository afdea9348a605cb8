using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RewardBench2.Storage;
using RewardBench2.Tests.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Admin.Models;
using RewardBench2.Web.Access.SignIn;
using TestContext = Xunit.TestContext;

namespace RewardBench2.Tests.Web.Admin;

public sealed class AdminPagesTests : IAsyncLifetime
{
    private readonly BunitContext _context = new();
    private TestDatabase _test = null!;
    private ClaimsPrincipal _admin = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AdminSessions Sessions => new(new AdminSessionTable(_test.Database, TimeProvider.System), Options.Create(new AdminOptions()));

    private ModelTable Models => new(_test.Database);

    private AdminLogTable Log => new(_test.Database, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.SqliteAsync();
        await new ReportedScoreTable(_test.Database).ImportAsync(
            new NewReportSource("rewardbench-2", "A test", Url: null, RetrievedOn: null, Revision: "one"),
            [new PublishedRow("org/name", "Seq. Classifier", IsSweep: false, new Dictionary<string, double> { ["Math"] = 0.5 })],
            Cancellation);
        _admin = new ClaimsPrincipal(new ClaimsIdentity(await Sessions.OpenAsync("admin", Cancellation), "test"));
        _context.Services.AddSingleton(Models).AddSingleton(Log);
        _context.Services.AddSingleton(new AuditedActions(new FixedVisitor(_admin), Sessions, Log, NullLogger<AuditedActions>.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task An_admin_states_what_is_known_of_a_model_and_the_log_says_so()
    {
        var page = await OpenFormAsync();
        page.Find("#licence").Change("Apache-2.0");
        page.Find("#size").Change("8");
        await page.Find("form.facts-form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("org/name is changed.", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Apache-2.0", (await Models.FindAsync("org/name", Cancellation))!.Licence);
        var row = Assert.Single(await Log.ReadAsync(0, 10, Cancellation));
        Assert.Equal(("admin", "org/name"), (row.Actor, row.Subject));
    }

    [Fact]
    public async Task A_link_that_would_run_as_a_script_is_refused_and_nothing_changes()
    {
        var page = await OpenFormAsync();
        page.Find("#link").Change("javascript:alert(1)");
        await page.Find("form.facts-form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("https://", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Log.ReadAsync(0, 10, Cancellation));
    }

    [Fact]
    public async Task A_page_that_was_open_before_signing_out_changes_nothing_afterwards()
    {
        var page = await OpenFormAsync();
        await Sessions.CloseAsync(_admin, Cancellation);
        page.Find("#licence").Change("Apache-2.0");
        await page.Find("form.facts-form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Your sign-in has ended", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null((await Models.FindAsync("org/name", Cancellation))!.Licence);
    }

    private async Task<IRenderedComponent<AdminModelsPage>> OpenFormAsync()
    {
        var page = _context.Render<AdminModelsPage>();
        await page.WaitForElement("[aria-label='Edit org/name']").ClickAsync();
        return page;
    }

    private sealed class FixedVisitor(ClaimsPrincipal visitor) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(visitor));
    }
}

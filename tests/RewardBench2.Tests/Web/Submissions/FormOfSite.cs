using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using RewardBench2.Evaluation;
using RewardBench2.Web.Access.SignIn;
using RewardBench2.Web.Submissions;
using TestContext = Xunit.TestContext;

namespace RewardBench2.Tests.Web.Submissions;

/// <summary>Parts of the form drawn on the services of a real site, as in a visitor's circuit.</summary>
internal sealed class FormOfSite : IAsyncDisposable
{
    private readonly AsyncServiceScope _circuit;

    private FormOfSite(AsyncServiceScope circuit)
    {
        _circuit = circuit;
        Context.Services.AddFallbackServiceProvider(circuit.ServiceProvider);
        Context.Services.AddMudServices();
        Context.JSInterop.Mode = JSRuntimeMode.Loose;

        // Options of every kind there are in the context already, empty ones.
        Context.Services.AddSingleton(circuit.ServiceProvider.GetRequiredService<IOptions<EvaluationOptions>>());
    }

    public BunitContext Context { get; } = new();

    /// <summary>Where the form led to.</summary>
    public Uri Address => new(Context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri);

    public static async Task<FormOfSite> OpenAsync(HostedSite site, bool isAdmin = false)
    {
        var circuit = site.Services.CreateAsyncScope();
        IEnumerable<Claim> claims = isAdmin ? await circuit.ServiceProvider.GetRequiredService<AdminSessions>().OpenAsync("admin", TestContext.Current.CancellationToken) : [];
        var state = new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(claims, isAdmin ? "test" : null)));
        ((IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(state));
        return new FormOfSite(circuit);
    }

    /// <summary>Chooses from a list, by its input's id.</summary>
    public static Task ChooseAsync(IRenderedComponent<IComponent> page, string id, string value)
    {
        var list = page.FindComponents<FormChoice>().Single(list => list.Instance.Id == id);
        return page.InvokeAsync(() => list.Instance.ValueChanged.InvokeAsync(value));
    }

    /// <summary>Ticks the box with a label that begins like this.</summary>
    public static void Tick(IRenderedComponent<IComponent> page, string label) =>
        Find(page, "mud-checkbox", label).Change(true);

    /// <summary>Chooses the radio button with a label that begins like this.</summary>
    public static void Choose(IRenderedComponent<IComponent> page, string label) =>
        Find(page, "mud-radio", label).Click();

    private static AngleSharp.Dom.IElement Find(IRenderedComponent<IComponent> page, string kind, string label) =>
        page.FindAll($"label.{kind}").Single(one => one.TextContent.Trim().StartsWith(label, StringComparison.Ordinal)).QuerySelector("input")!;

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await _circuit.DisposeAsync();
    }
}

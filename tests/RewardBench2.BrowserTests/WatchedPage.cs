using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RewardBench2.BrowserTests;

/// <summary>A page of its own visitor, with everything the browser complained about.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();

    private WatchedPage(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // Violations of the content security policy arrive here too, as errors.
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"uncaught: {error}");
        page.RequestFailed += (_, request) =>
        {
            // A navigation ends what the page left behind was still loading.
            if (request.Failure is not "net::ERR_ABORTED")
            {
                _complaints.Enqueue($"failed: {request.Url} {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _complaints.Enqueue($"{response.Status}: {response.Url}");
            }
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Console errors and warnings, policy violations, uncaught exceptions, failed requests.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<WatchedPage> OpenAsync(IBrowser browser, Screen screen, Uri address)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new WatchedPage(context, await context.NewPageAsync());
    }

    /// <summary>Goes to a path and waits until the page is alive, that is until its circuit has taken over.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await Page.Locator("main[data-live=yes]").WaitForAsync();
        await Page.EvaluateAsync("() => document.fonts.ready");
    }

    /// <summary>Turns to another screen without loading the page again.</summary>
    public async Task LookThroughAsync(Screen screen)
    {
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = screen.Theme, ReducedMotion = ReducedMotion.Reduce });
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}

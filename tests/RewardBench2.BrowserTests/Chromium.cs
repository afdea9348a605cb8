using Microsoft.Playwright;

namespace RewardBench2.BrowserTests;

/// <summary>One site and one Chromium for all browser tests; they skip, saying so, where Chromium is missing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly SiteUnderTest _site = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Uri? _address;

    /// <summary>The executable, or <c>null</c> where there is none.</summary>
    public static string? Executable { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>Where the site answers.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("Open a page first.");

    /// <summary>Opens an empty page that notes every complaint of the browser.</summary>
    /// <param name="elsewhere">Another site than the shared one.</param>
    public async Task<WatchedPage> OpenAsync(Screen screen, Uri? elsewhere = null)
    {
        Assert.SkipWhen(Executable is null, $"Chromium is missing: none of {string.Join(", ", Places)}. Debian: apt-get install chromium.");
        var address = elsewhere ?? (_address ??= _site.Start());
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        return await WatchedPage.OpenAsync(_browser, screen, address);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await _site.DisposeAsync();
    }
}

/// <summary>Tests that share the site and the browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "Browser";
}

/// <summary>What a visitor looks through.</summary>
public sealed record Screen(int Width, int Height, ColorScheme Theme)
{
    public static Screen Desk { get; } = new(1440, 900, ColorScheme.Light);

    public static Screen DeskInTheDark { get; } = Desk with { Theme = ColorScheme.Dark };

    public static Screen Phone { get; } = new(390, 844, ColorScheme.Light);

    public static Screen PhoneInTheDark { get; } = Phone with { Theme = ColorScheme.Dark };

    public static IReadOnlyList<Screen> All { get; } = [Desk, DeskInTheDark, Phone, PhoneInTheDark];

    /// <summary>Such as <c>1440-dark</c>.</summary>
    public override string ToString() => $"{Width}-{Theme.ToString().ToLowerInvariant()}";
}

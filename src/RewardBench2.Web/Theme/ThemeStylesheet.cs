using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using MudBlazor;

namespace RewardBench2.Web.Theme;

/// <summary>
/// The theme as one stylesheet with both appearances in it, written once per process. The browser picks one from
/// <c>data-theme</c> on the root element or, without that, from the system: nothing flashes, changing it needs no
/// server, and a page costs no MudThemeProvider.
/// </summary>
public sealed partial class ThemeStylesheet
{
    private readonly Lazy<Task<string>> _css = new(WriteAsync);

    /// <summary>The stylesheet.</summary>
    public Task<string> ReadAsync() => _css.Value;

    /// <summary>Its address, which changes with its content.</summary>
    public async Task<string> AddressAsync() =>
        $"theme.css?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(await ReadAsync())))[..12]}";

    private static async Task<string> WriteAsync()
    {
        var light = await WriteAsync(SiteColors.Light, ":root", isDark: false);
        var chosenDark = await WriteAsync(SiteColors.Dark, ":root[data-theme=dark]", isDark: true);
        var systemDark = await WriteAsync(SiteColors.Dark, ":root:not([data-theme])", isDark: true);
        return $"{light}\n{chosenDark}\n@media (prefers-color-scheme: dark) {{\n{systemDark}\n}}\n{HeatClasses()}";
    }

    private static async Task<string> WriteAsync(SiteColors colors, string scope, bool isDark)
    {
        var heat = colors.HeatScale.Select((color, step) => ($"heat-{step}", color));
        var series = colors.Series.Select((color, index) => ($"series-{index + 1}", color));
        (string Name, string Value)[] own =
        [
            ("page", colors.Page), ("surface", colors.Surface), ("raised", colors.Raised),
            ("ink", colors.Ink), ("ink-soft", colors.InkSoft), ("line", colors.Line), ("edge", colors.Edge),
            ("accent", colors.Accent), ("on-accent", colors.OnAccent),
            ("right", colors.Right), ("wrong", colors.Wrong), ("caution", colors.Caution), ("on-heat", colors.OnHeat),
            ("font-text", SiteTheme.TextFont), ("font-mono", SiteTheme.MonoFont),
            .. heat, .. series,
        ];
        var variables = string.Concat(own.Select(variable => $"--{variable.Name}:{variable.Value};"));
        return $"{scope}{{color-scheme:{(isDark ? "dark" : "light")};{variables}}}\n{await MudVariablesAsync(scope, isDark)}";
    }

    private static string HeatClasses() => string.Concat(Enumerable.Range(0, Heat.Steps + 1).Select(step =>
        string.Create(CultureInfo.InvariantCulture, $".heat-{step}{{background:var(--heat-{step});color:var(--on-heat)}}\n")));

    // The library writes its variables only from a component, so the component is rendered, here, once.
    private static async Task<string> MudVariablesAsync(string scope, bool isDark)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IJSRuntime, NoBrowser>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(MudThemeProvider.Theme)] = SiteTheme.Under(scope),
                [nameof(MudThemeProvider.IsDarkMode)] = isDark,
                [nameof(MudThemeProvider.DefaultScrollbar)] = true,
            }));
            return root.ToHtmlString();
        });
        return string.Concat(StyleElement().Matches(html).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex("<style[^>]*>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    // The component says goodbye to its script when it is disposed; nobody is there to hear it.
    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult<TValue>(default!);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }
}

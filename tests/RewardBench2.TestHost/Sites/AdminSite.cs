using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace RewardBench2.TestHost.Sites;

/// <summary>A site whose admin's password is known, with every line that it logs.</summary>
public sealed partial class AdminSite : HostedSite, ILoggerProvider, ILogger
{
    public const string Password = "correct horse battery staple";

    public AdminSite(IReadOnlyDictionary<string, string>? settings = null)
        : base(new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["Admin:Password"] = Password,
            ["Logging:LogLevel:Default"] = "Trace",
        })
    {
    }

    public ConcurrentQueue<string> Logged { get; } = [];

    public HttpClient NewVisitor() => CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>Sends the sign-in form as a browser would.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient visitor, string password, string address = "/admin/sign-in")
    {
        var page = await visitor.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = TokenOf(page),
            ["_handler"] = "sign-in",
            ["Password"] = password,
        });
        return await visitor.PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public static async Task<HttpResponseMessage> SignOutAsync(HttpClient visitor)
    {
        var page = await visitor.GetStringAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = TokenOf(page) });
        return await visitor.PostAsync(new Uri("/admin/sign-out", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public static async Task<HttpStatusCode> StatusAsync(HttpClient visitor, string path)
    {
        using var response = await visitor.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue($"{formatter(state, exception)} {exception}");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(this));
    }

    private static string TokenOf(string page) => TokenField().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}

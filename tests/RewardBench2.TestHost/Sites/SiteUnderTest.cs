
namespace RewardBench2.TestHost.Sites;

/// <summary>The real site on a real port.</summary>
/// <remarks>A subclass on purpose: a factory from WithWebHostBuilder would silently bind port 5000.</remarks>
public sealed class SiteUnderTest : HostedSite
{
    public SiteUnderTest()
        : this(new Dictionary<string, string>())
    {
    }

    /// <inheritdoc cref="HostedSite(IReadOnlyDictionary{string, string})"/>
    public SiteUnderTest(IReadOnlyDictionary<string, string> settings)
        : base(settings) => UseKestrel(0);

    /// <summary>Starts it and says where it answers, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Start()
    {
        StartServer();
        return new UriBuilder(ClientOptions.BaseAddress) { Host = "127.0.0.1" }.Uri;
    }
}

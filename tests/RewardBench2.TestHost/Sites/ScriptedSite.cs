
namespace RewardBench2.TestHost.Sites;

/// <summary>The real site as a lab runs it, with private endpoints, and a builder's script that uses its API.</summary>
public sealed class ScriptedSite : HostedSite
{
    public ScriptedSite()
        : base(new Dictionary<string, string> { ["Evaluation:AllowPrivateEndpoints"] = "true" })
    {
        Client = CreateClient();
        Script = ScriptOf(Client);
    }

    /// <summary>Goes with the site.</summary>
    public HttpClient Client { get; }

    public SiteScript Script { get; }
}

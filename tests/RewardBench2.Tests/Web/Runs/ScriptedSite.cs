using RewardBench2.Tests.Web.Hosting;

namespace RewardBench2.Tests.Web.Runs;

/// <summary>The real site as a lab runs it, with private endpoints, and a builder's script that uses its API.</summary>
public sealed class ScriptedSite : HostedSite
{
    public ScriptedSite()
        : base(new Dictionary<string, string> { ["Evaluation:AllowPrivateEndpoints"] = "true" })
    {
        Client = CreateClient();
        Script = new SiteScript(Client);
    }

    /// <summary>Goes with the site.</summary>
    public HttpClient Client { get; }

    public SiteScript Script { get; }
}

using System.ComponentModel.DataAnnotations;

namespace RewardBench2.Web.Hosting;

/// <summary>How the site is hosted, the section <c>Hosting</c>. Everything has a default.</summary>
public sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>
    /// A proxy that cannot be bypassed stands in front: the client's address, the scheme and the path that the site lives
    /// under are taken from X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Prefix. Defaults to false, because without such a proxy anyone could claim any address.
    /// </summary>
    public bool BehindProxy { get; set; }

    /// <summary>The path of its host that the site lives under, such as <c>/rewardbench</c>. Defaults to none: it has the host to itself.</summary>
    [RegularExpression(SubPath.Pattern, ErrorMessage = "Hosting:PathBase has to be a path such as /rewardbench, without a slash at its end.")]
    public string? PathBase { get; set; }

    /// <summary>Folder of the data-protection keys. Defaults to <c>keys</c> in the database's folder.</summary>
    public string? KeyRing { get; set; }

    /// <summary>Requests per second a client may keep up, assets included. Defaults to 50.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests a client may send at once before that rate counts. Defaults to 300.</summary>
    [Range(1, 1_000_000)]
    public int RequestBurst { get; set; } = 300;

    /// <summary>Submissions a client may make in a minute. Defaults to 20.</summary>
    [Range(1, 100_000)]
    public int SubmissionsPerMinute { get; set; } = 20;
}

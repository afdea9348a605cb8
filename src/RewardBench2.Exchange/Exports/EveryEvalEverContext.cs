namespace RewardBench2.Exchange.Exports;

/// <summary>What the records of Every Eval Ever say about the place they come from.</summary>
/// <param name="Dataset">The dataset's name, such as <c>rewardbench-2</c>.</param>
/// <param name="SiteName">What this site is called; the organization of scores computed here.</param>
/// <param name="SiteUrl">Its address; <c>null</c> where it is not known.</param>
/// <param name="Version">The version of this program.</param>
/// <param name="WrittenAt">When the records are written.</param>
public sealed record EveryEvalEverContext(string Dataset, string SiteName, Uri? SiteUrl, string Version, DateTimeOffset WrittenAt);

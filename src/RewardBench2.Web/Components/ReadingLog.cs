namespace RewardBench2.Web.Components;

/// <summary>Log lines about readings that failed.</summary>
internal static partial class ReadingLog
{
    [LoggerMessage(LogLevel.Error, "A page could not read {What}.")]
    public static partial void Unreadable(ILogger log, string what, Exception failed);
}

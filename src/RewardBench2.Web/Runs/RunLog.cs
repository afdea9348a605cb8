namespace RewardBench2.Web.Runs;

/// <summary>Log lines about actions that failed.</summary>
internal static partial class RunLog
{
    [LoggerMessage(LogLevel.Error, "'{Button}' failed for {Run}.")]
    public static partial void NotDone(ILogger log, string button, string run, Exception failed);
}

using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>
/// Counts the tokens that a server makes of a lone beginning-of-sequence token: two means that it adds one itself.
/// Seen only where our chat template has such a token and the server counts.
/// </summary>
public static class BosCheck
{
    private const string Name = "A single beginning-of-sequence token";

    public static async Task<CanaryStep> RunAsync(
        RewardServerBackend backend, BackendProtocol protocol, EndpointClient client, CancellationToken cancellationToken)
    {
        if (backend.Bos is not { Length: > 0 } bos || protocol is not ServerProtocol { CountsTokens: true } server)
        {
            return new CanaryStep(Name, CanaryOutcome.Skipped, "Cannot be checked with this protocol and template.", []);
        }

        using var recording = client.Record();
        try
        {
            var tokens = await client.PostAsync(
                backend.Protocol.UrlAt(client.Address),
                backend.Protocol.Write([new Conversation([Turn.User("")], "", bos, bos)]),
                response => TokenUsage.Read(response.ReadJson())?.Input ?? 0,
                cancellationToken);
            var (outcome, reason) = Judge(tokens, isLeftToServer: server.AddsBos, bos);
            return new CanaryStep(Name, outcome, reason, recording.Exchanges);
        }
        catch (Exception exception) when (exception is RequestRefusedException or PromptFailedException)
        {
            return new CanaryStep(Name, CanaryOutcome.Skipped, "The server does not score a single token.", recording.Exchanges);
        }
    }

    private static (CanaryOutcome Outcome, string Reason) Judge(long tokens, bool isLeftToServer, string bos) => tokens switch
    {
        0 => (CanaryOutcome.Skipped, "The server does not count tokens."),
        1 when isLeftToServer => (CanaryOutcome.Warning, $"The server adds no {bos} of its own, so conversations have none."),
        2 when isLeftToServer => (CanaryOutcome.Passed, $"The server adds {bos} itself, so our text is sent without it."),
        1 => (CanaryOutcome.Passed, $"The server adds no second {bos}."),
        2 => (CanaryOutcome.Warning, $"The server adds a second {bos} before the template's: remove it from the template."),
        _ => (CanaryOutcome.Warning, $"The model reads {bos} as {tokens} tokens, not as one: the chat template belongs to another model family."),
    };
}

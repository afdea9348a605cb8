using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>
/// Older vLLM servers ignore <c>use_activation</c> without a word and send a sigmoid; they know it as <c>activation</c>.
/// A number between 0 and 1 is therefore asked for once more in the old spelling.
/// </summary>
public static class ProbeActivation
{
    // Half-precision servers repeat a number to about three digits.
    private const double Tolerance = 2e-3;

    public static async Task CheckAsync(
        ProbeTranscript notes, EndpointClient client, IRewardProtocol protocol, Conversation sample, double reward, CancellationToken cancellationToken)
    {
        var request = client.Changes.Apply(protocol.Write([sample]));
        if (reward is < 0 or > 1 || !request.Remove("use_activation"))
        {
            return;
        }

        request["activation"] = false;
        var isOlder = false;
        await notes.PostAsync(protocol.UrlAt(client.Address), request, response =>
        {
            isOlder = Read(protocol, response) is { } raw && Math.Abs(raw - reward) > Tolerance && Math.Abs(Sigmoid(raw) - reward) < Tolerance;
            return isOlder
                ? "The server calls use_activation “activation”: the previous number was the sigmoid of this one."
                : "The older spelling of use_activation makes no difference.";
        }, cancellationToken);
        if (isOlder)
        {
            client.Changes.Make("use_activation", "this server ignores the newer name");
        }
    }

    private static double? Read(IRewardProtocol protocol, EndpointResponse response)
    {
        try
        {
            return response.IsSuccess ? ServedRewards.Read(protocol, response.ReadJson(), 1).Rewards[0] : null;
        }
        catch (UnreadableResponseException)
        {
            return null;
        }
    }

    private static double Sigmoid(double number) => 1 / (1 + Math.Exp(-number));
}

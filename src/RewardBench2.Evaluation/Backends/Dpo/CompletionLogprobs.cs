using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Dpo;

/// <summary>
/// Asks an OpenAI-compatible completions endpoint how likely a text is: <c>echo</c> with <c>logprobs</c>, or vLLM's
/// <c>prompt_logprobs</c>. Whichever the server takes first is kept for the run.
/// </summary>
public sealed class CompletionLogprobs(EndpointClient client, string model)
{
    private volatile bool _usesPromptLogprobs;

    /// <summary>The sum of the log-probabilities of a text's tokens from a character on; never positive.</summary>
    /// <exception cref="PromptFailedException">The server gives no log-probabilities, or refuses the text.</exception>
    public async Task<double> SumAsync(string text, int from, CancellationToken cancellationToken)
    {
        try
        {
            if (!_usesPromptLogprobs)
            {
                try
                {
                    return await PostAsync(Request(text, usesPromptLogprobs: false), text, from, cancellationToken);
                }
                catch (RequestRefusedException refused) when (IsAboutEcho(refused.Error.Message))
                {
                    _usesPromptLogprobs = true;
                    client.Meter.NoteChange($"prompt_logprobs in place of echo: {refused.Error.Message}");
                }
            }

            return await PostAsync(Request(text, usesPromptLogprobs: true), text, from, cancellationToken);
        }
        catch (RequestRefusedException refused)
        {
            throw client.GiveUp(new PromptFailedException(refused.Message, refused));
        }
    }

    /// <summary>The exact body that goes out for a text.</summary>
    public string Preview(string text) => Request(text, _usesPromptLogprobs).ToJsonString(EndpointClient.Readable);

    private Task<double> PostAsync(JsonObject request, string text, int from, CancellationToken cancellationToken) => client.PostAsync(
        new Uri(client.Address.OpenAi, "completions"), request, response => LogprobReader.Sum(response.ReadJson(), text, from), new ExpectedResponse(client.Bounds.Logprobs), cancellationToken);

    private JsonObject Request(string text, bool usesPromptLogprobs)
    {
        var request = new JsonObject { ["model"] = model, ["prompt"] = text, ["max_tokens"] = 1, ["temperature"] = 0 };
        if (usesPromptLogprobs)
        {
            request["prompt_logprobs"] = 0;
        }
        else
        {
            request["echo"] = true;
            request["logprobs"] = 1;
        }

        // The template has its own first token.
        request["add_special_tokens"] = false;
        return request;
    }

    private static bool IsAboutEcho(string message) =>
        message.Contains("echo", StringComparison.OrdinalIgnoreCase) || message.Contains("logprobs", StringComparison.OrdinalIgnoreCase);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Asks a server one thing after the other and writes down what came and what follows.</summary>
public sealed class ProbeTranscript(EndpointClient client)
{
    private readonly List<ProbeStep> _steps = [];

    public IReadOnlyList<ProbeStep> Steps => _steps;

    /// <summary>Gets a JSON object; <c>null</c> when there is none at that path.</summary>
    public async Task<JsonElement?> GetAsync(Uri url, Func<JsonElement, string?> conclude, CancellationToken cancellationToken)
    {
        using var recording = client.Record();
        var reply = await client.TryAsync(HttpMethod.Get, url, null, cancellationToken);
        var json = Json(reply);
        var conclusion = json is { ValueKind: JsonValueKind.Object } found ? conclude(found) : null;
        Note(HttpMethod.Get, url, reply, recording, conclusion ?? "Tells nothing.");
        StopIfLocked(reply);
        return conclusion is null ? null : json;
    }

    /// <summary>Posts a request, with those changes that the server asks for, and returns whatever comes back.</summary>
    public async Task<EndpointResponse> PostAsync(
        Uri url, JsonObject request, Func<EndpointResponse, string> conclude, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var recording = client.Record();
            var changed = client.Changes.Apply(request);
            var reply = await client.TryAsync(HttpMethod.Post, url, changed, cancellationToken);
            if (reply.Status is 400 or 422 && client.Changes.TryLearn(changed, ServerError.Read(reply)))
            {
                Note(HttpMethod.Post, url, reply, recording, "Asked again without the parameter that the server names.");
                continue;
            }

            Note(HttpMethod.Post, url, reply, recording, conclude(reply));
            StopIfLocked(reply);
            return reply;
        }
    }

    /// <summary>Writes down what follows without a request.</summary>
    public void Conclude(string tried, string conclusion) => _steps.Add(new ProbeStep(tried, "", conclusion));

    private void Note(HttpMethod method, Uri url, EndpointResponse reply, ExchangeRecording recording, string conclusion)
    {
        var gist = reply.IsSuccess ? ServerError.Shorten(reply.Body, 160) : ServerError.Read(reply).Message;
        _steps.Add(new ProbeStep(
            $"{method} {url.AbsolutePath}",
            client.WithoutKey($"{reply.Status}: {gist}"),
            client.WithoutKey(conclusion),
            recording.Exchanges is [.., var last] ? last : null));
    }

    // Whatever the path, a server that wants another key tells nothing more.
    private void StopIfLocked(EndpointResponse reply)
    {
        if (reply.Status == 401)
        {
            throw new RunStoppedException(
                client.WithoutKey($"The server wants {(reply.Body.Length > 0 ? "another" : "an")} API key (401: {ServerError.Read(reply).Message}). Submit again with a key that is valid there."),
                canResume: false);
        }
    }

    private static JsonElement? Json(EndpointResponse reply)
    {
        try
        {
            return reply.IsSuccess ? reply.ReadJson() : null;
        }
        catch (UnreadableResponseException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Asks a server one thing after the other and writes down what came and what follows.</summary>
public sealed class ProbeTranscript(EndpointClient client)
{
    private readonly List<ProbeStep> _steps = [];
    private readonly List<ProbeSighting> _sightings = [];
    private int _answers;

    public IReadOnlyList<ProbeStep> Steps => _steps;

    /// <summary>What tells most of all that was seen, the first of its kind; <c>null</c> where every path was unknown.</summary>
    public ProbeSighting? MostTelling => _sightings.MinBy(sighting => sighting.Rank);

    /// <summary>Something was asked, and no request got an answer.</summary>
    public bool IsSilent => _answers == 0 && _sightings.Count > 0;

    /// <summary>Gets a JSON object; <c>null</c> when there is none at that path.</summary>
    public async Task<JsonElement?> GetAsync(Uri url, Func<JsonElement, string?> conclude, CancellationToken cancellationToken)
    {
        using var recording = client.Record();
        if (await AskAsync(HttpMethod.Get, url, request: null, recording, cancellationToken) is not { } response)
        {
            return null;
        }

        var json = Json(response);
        var conclusion = json is { ValueKind: JsonValueKind.Object } found ? conclude(found) : null;
        Note(HttpMethod.Get, url, response, recording, conclusion ?? "No useful information.");
        return conclusion is null ? null : json;
    }

    /// <summary>Posts a request, with those changes that the server asks for.</summary>
    /// <param name="conclude">Reads the response and says what follows; one that holds no reward throws <see cref="UnreadableResponseException"/>.</param>
    /// <exception cref="RunStoppedException">The server wants another key, or lets us wait for too long.</exception>
    public async Task PostAsync(Uri url, JsonObject request, Func<EndpointResponse, string> conclude, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var recording = client.Record();
            var changed = client.Changes.Apply(request);
            if (await AskAsync(HttpMethod.Post, url, changed, recording, cancellationToken) is not { } response)
            {
                return;
            }

            if (response.Status is 400 or 422 && client.Changes.TryLearn(changed, ServerError.Read(response)))
            {
                Note(HttpMethod.Post, url, response, recording, "Repeated without the parameter that the server rejects, or within the limit that it names.", isSeen: false);
                continue;
            }

            Note(HttpMethod.Post, url, response, recording, Conclude(response, conclude));
            if (response.Status == 401)
            {
                // A server that wants another key for what it was given the key for tells nothing more.
                throw new RunStoppedException(client.WithoutKey(RefusedRequest.Unauthorized(ServerError.Read(response).Message)), canResume: false);
            }

            return;
        }
    }

    /// <summary>Writes down what follows without a request.</summary>
    public void Conclude(string tried, string conclusion) => _steps.Add(new ProbeStep(tried, "", conclusion));

    private string Conclude(EndpointResponse response, Func<EndpointResponse, string> conclude)
    {
        try
        {
            return conclude(response);
        }
        catch (UnreadableResponseException unreadable)
        {
            See(ProbeSighting.From(unreadable));
            return unreadable.Message;
        }
    }

    private async Task<EndpointResponse?> AskAsync(
        HttpMethod method, Uri url, JsonObject? request, ExchangeRecording recording, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client.TryAsync(method, url, request, cancellationToken);
            _answers++;
            return response;
        }
        catch (ConnectionFaultException fault) when (method == HttpMethod.Post && fault.Kind == ConnectionFaultKind.TimedOut)
        {
            // The other protocols would wait as long.
            throw new RunStoppedException(fault.Message, canResume: true, fault);
        }
        catch (ConnectionFaultException fault)
        {
            See(ProbeSighting.From(fault));
            Note(method, url, "no response", fault.Message, recording);
            return null;
        }
        catch (UnreadableResponseException unreadable)
        {
            _answers++;
            See(ProbeSighting.From(unreadable) with { Rank = ProbeSightingRank.Unreadable });
            Note(method, url, "unreadable response", unreadable.Message, recording);
            return null;
        }
    }

    private void Note(HttpMethod method, Uri url, EndpointResponse response, ExchangeRecording recording, string conclusion, bool isSeen = true)
    {
        if (isSeen && ProbeSighting.From(method, client.Address.PathOf(url), response) is { } sighting)
        {
            See(sighting);
        }

        var gist = response.IsSuccess ? ServerError.Shorten(response.Body, 160) : ServerError.Read(response).Message;
        Note(method, url, $"{response.Status}: {gist}", conclusion, recording);
    }

    private void Note(HttpMethod method, Uri url, string came, string conclusion, ExchangeRecording recording) => _steps.Add(new ProbeStep(
        $"{method} {client.Address.PathOf(url)}",
        client.WithoutKey(came),
        client.WithoutKey(conclusion),
        recording.Exchanges is [.., var last] ? last : null));

    private void See(ProbeSighting sighting) => _sightings.Add(sighting with { Sentence = client.WithoutKey(sighting.Sentence) });

    private static JsonElement? Json(EndpointResponse response)
    {
        try
        {
            return response.IsSuccess ? response.ReadJson() : null;
        }
        catch (UnreadableResponseException)
        {
            return null;
        }
    }
}

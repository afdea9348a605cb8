using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>
/// Lets the official client library speak through our client, so that its requests are paced, capped, cached, kept to
/// public addresses and bounded like all others. The library's own key header goes nowhere.
/// </summary>
public sealed class EndpointClientHandler(EndpointClient client) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await (request.Content ?? throw new InvalidOperationException("A chat request has a body."))
            .ReadAsStringAsync(cancellationToken);
        var url = request.RequestUri ?? throw new InvalidOperationException("A chat request has an address.");
        var answer = await client.PostAsync(
            url,
            JsonNode.Parse(body)?.AsObject() ?? throw new InvalidOperationException("A chat request is a JSON object."),
            response =>
            {
                // An answer without a message is tried again here; the reader proper comes later.
                JudgeResponse.Read(response.ReadJson());
                return response.Body;
            },
            new ExpectedResponse(client.Bounds.Judgement),
            cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(answer, Encoding.UTF8, "application/json"),
        };
    }
}

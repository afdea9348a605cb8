using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenAI;
using OpenAI.Chat;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Asks a chat model through the official OpenAI client.</summary>
/// <remarks>
/// The client's protocol methods are used: its typed ones rename <c>max_tokens</c>, throw on a finish reason they do not
/// know, and hide the reasoning that open servers send.
/// </remarks>
public sealed partial class JudgeChat : IDisposable
{
    private readonly EndpointClient _client;
    private readonly string _model;
    private readonly HttpClient _http;
    private readonly ChatClient _chat;
    private volatile bool _hasNoSystemRole;
    private volatile int _mostTokens = int.MaxValue;

    public JudgeChat(EndpointClient client, string model)
    {
        _client = client;
        _model = model;
        _http = new HttpClient(new EndpointClientHandler(client)) { Timeout = Timeout.InfiniteTimeSpan };

        // The key is added by the endpoint's client, which knows where it may go; the library only demands that there is one.
        _chat = new ChatClient(model, new ApiKeyCredential("unused"), new OpenAIClientOptions
        {
            Endpoint = client.Address.OpenAi,
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
    }

    /// <summary>Asks once; where prompt and answer together are too long, once more for a shorter answer.</summary>
    /// <returns>The answer, and the messages as they were sent, as JSON.</returns>
    public async Task<(JudgeResponse Response, string Messages)> AskAsync(
        JudgeTemplate template, IReadOnlyDictionary<string, string> texts, int maxTokens, CancellationToken cancellationToken)
    {
        var messages = Messages(template, texts);
        try
        {
            return await SendAsync(messages, maxTokens, cancellationToken);
        }
        catch (RequestRefusedException refused) when (messages.Count > 1 && AboutSystem().IsMatch(refused.Error.Message))
        {
            _hasNoSystemRole = true;
            _client.Meter.NoteChange($"system message put before the user message: {refused.Error.Message}");
            return await SendAsync(Messages(template, texts), maxTokens, cancellationToken);
        }
    }

    /// <summary>The exact body that goes out.</summary>
    public string Preview(JudgeTemplate template, IReadOnlyDictionary<string, string> texts, int maxTokens) =>
        _client.Changes.Apply(Request(Messages(template, texts), Math.Min(maxTokens, _mostTokens))).ToJsonString(EndpointClient.Readable);

    public void Dispose() => _http.Dispose();

    private async Task<(JudgeResponse Response, string Messages)> SendAsync(JsonArray messages, int maxTokens, CancellationToken cancellationToken)
    {
        var sent = messages.ToJsonString(EndpointClient.Readable);
        var tokens = Math.Min(maxTokens, _mostTokens);
        try
        {
            return (await PostAsync(messages, tokens, cancellationToken), sent);
        }
        catch (RequestRefusedException refused) when (ShorterAnswer(refused, tokens) is { } fewer)
        {
            try
            {
                return (await PostAsync((JsonArray)messages.DeepClone(), fewer, cancellationToken), sent);
            }
            catch (RequestRefusedException again) when (IsTooLong(again))
            {
                return (TooLong(again), sent);
            }
        }
        catch (RequestRefusedException refused) when (IsTooLong(refused))
        {
            return (TooLong(refused), sent);
        }
    }

    /// <summary>Posts a request; prompts that are blocked are answered with just that.</summary>
    private async Task<JudgeResponse> PostAsync(JsonArray messages, int maxTokens, CancellationToken cancellationToken)
    {
        var request = Request(messages, maxTokens);
        using var content = BinaryContent.Create(BinaryData.FromString(request.ToJsonString(EndpointClient.Readable)));
        try
        {
            var result = await _chat.CompleteChatAsync(content, new RequestOptions { CancellationToken = cancellationToken });
            using var document = JsonDocument.Parse(result.GetRawResponse().Content);
            return JudgeResponse.Read(document.RootElement);
        }
        catch (RequestRefusedException refused) when (RefusedPrompt.IsFiltered(refused.Error))
        {
            return JudgeResponse.Without(Verdict.Refused, $"A content filter blocked the prompt: {refused.Error.Message}", "content_filter");
        }
        catch (PromptFailedException failed) when (failed.InnerException is NoMessageException)
        {
            return JudgeResponse.Without(Verdict.Unanswered, failed.Message);
        }
    }

    // What the server allows in any answer is kept to from now on; the room left by one long prompt is that prompt's alone.
    private int? ShorterAnswer(RequestRefusedException refused, int asked)
    {
        if (OutputLimit.MostFor(refused.Error.Message, asked) is { } most)
        {
            _mostTokens = Math.Min(_mostTokens, most);
            _client.Meter.NoteChange(_client.WithoutKey($"answers of at most {most} tokens: {refused.Error.Message}"));
            return most;
        }

        return IsTooLong(refused) ? OutputLimit.RoomFor(refused.Error.Message, asked) : null;
    }

    private static bool IsTooLong(RequestRefusedException refused) => refused.Status == 413 || RefusedPrompt.IsTooLong(refused.Error);

    private static JudgeResponse TooLong(RequestRefusedException refused) =>
        JudgeResponse.Without(Verdict.TooLong, $"The prompt does not fit into what the judge can read: {refused.Error.Message}");

    private JsonObject Request(JsonArray messages, int maxTokens) => new()
    {
        ["model"] = _model,
        ["messages"] = messages,
        ["temperature"] = 0,
        ["max_tokens"] = maxTokens,
    };

    private JsonArray Messages(JudgeTemplate template, IReadOnlyDictionary<string, string> texts)
    {
        var user = template.Fill(texts, _client.Bounds.JudgeMessage);
        return template.System switch
        {
            null => [Message("user", user)],
            var system when _hasNoSystemRole => [Message("user", $"{system}\n\n{user}")],
            var system => [Message("system", system), Message("user", user)],
        };
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    [GeneratedRegex("system (role|message|prompt|instruction)|developer instruction", RegexOptions.IgnoreCase)]
    private static partial Regex AboutSystem();
}

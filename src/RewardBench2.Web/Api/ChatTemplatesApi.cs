using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Web.Api;

/// <summary>Chat templates tried without a model: what a template writes for a conversation.</summary>
internal static class ChatTemplatesApi
{
    private const int MostBytes = 256 * 1024;

    public static void MapChatTemplatesApi(this RouteGroupBuilder api) =>
        api.MapPost("/chat-templates/render", RenderAsync)
            .WithTags("Chat templates")
            .WithSummary("The text that a chat template writes for a conversation")
            .WithDescription("The same text as apply_chat_template of transformers gives with the same values: messages, tools, documents, add_generation_prompt, bos_token and so on.")
            .Accepts<RenderRequest>("application/json")
            .Produces<RenderResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .RequireRateLimiting(RateLimits.Submitting)
            .DisableAntiforgery();

    private static async Task<Results<Ok<RenderResponse>, ProblemHttpResult>> RenderAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await UnicodeJson.ReadAsync(http.Body, MostBytes, cancellationToken);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("template", out var template) && template.ValueKind == JsonValueKind.String
                && body.RootElement.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Object
                    ? TypedResults.Ok(new RenderResponse(TemplateRendering.Render(template.GetString() ?? "", values, cancellationToken)))
                    : Problems.BadRequest("""Send {"template":"…","values":{"messages":[…]}}: the template is a text, the values are an object.""");
        }
        catch (ChatTemplateException refused)
        {
            return Problems.Template(refused);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.TooLarge($"A template and its values have at most {MostBytes / 1024} KB together.");
        }
        catch (Exception malformed) when (malformed is JsonException or BadHttpRequestException)
        {
            return Problems.BadRequest("The body is not JSON. Send {\"template\":\"…\",\"values\":{\"messages\":[…]}} in UTF-8.");
        }
    }

    /// <summary>What is to be rendered.</summary>
    /// <param name="Template">A Jinja template.</param>
    /// <param name="Values">What it sees: messages, bos_token, eos_token, tools, documents, add_generation_prompt and so on.</param>
    internal sealed record RenderRequest(string Template, JsonElement Values);

    /// <summary>The text that a model would read.</summary>
    internal sealed record RenderResponse(string Text);
}

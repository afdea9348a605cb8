using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class RefusedPromptTests
{
    [Theory]
    [InlineData("""{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","code":"content_filter"}}""")]
    [InlineData("""{"error":{"message":"Bad request","code":"400","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""")]
    [InlineData("""{"error":{"message":"Input data may contain inappropriate content.","code":"data_inspection_failed"}}""")]
    [InlineData("""{"error":{"message":"Your request was flagged as potentially violating our usage policy.","code":"invalid_prompt"}}""")]
    [InlineData("""{"error":{"message":"m requires moderation on P. Your input was flagged for \"violence\".","code":403}}""")]
    [InlineData("""{"error":{"message":"Blocked by guardrail","type":"invalid_request_error"}}""")]
    public void A_filter_is_recognised_in_many_spellings(string body)
    {
        var error = ServerError.Read(new EndpointResponse { Status = 400, Body = body });

        Assert.True(RefusedPrompt.IsFiltered(error));
        Assert.False(RefusedPrompt.IsTooLong(error));
    }

    [Theory]
    [InlineData("""{"error":{"message":"no","code":"context_length_exceeded"}}""")]
    [InlineData("""{"error":{"code":400,"message":"request (9000 tokens) exceeds the available context size (8192 tokens)","type":"exceed_context_size_error"}}""")]
    [InlineData("""{"error":{"message":"prompt is too long: 210000 tokens > 200000 maximum"}}""")]
    [InlineData("""{"message":"The input (9000 tokens) is longer than the model's context length (8192 tokens)."}""")]
    public void A_prompt_that_is_too_long_is_recognised(string body)
    {
        var error = ServerError.Read(new EndpointResponse { Status = 400, Body = body });

        Assert.True(RefusedPrompt.IsTooLong(error));
        Assert.False(RefusedPrompt.IsFiltered(error));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Incorrect API key provided"}}""")]
    [InlineData("""{"error":{"message":"Your account is suspended"}}""")]
    [InlineData("""{"error":{"message":"System role not supported"}}""")]
    public void Other_refusals_are_not_about_the_prompt(string body)
    {
        var error = ServerError.Read(new EndpointResponse { Status = 400, Body = body });

        Assert.False(RefusedPrompt.IsFiltered(error) || RefusedPrompt.IsTooLong(error));
    }
}

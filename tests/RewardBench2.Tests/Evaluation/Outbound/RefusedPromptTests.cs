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
    [InlineData("""{"code":"Client specified an invalid argument","error":"Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO"}""")]
    [InlineData("""{"error":{"message":"Content Exists Risk","type":"invalid_request_error"}}""")]
    [InlineData("""{"contentFilter":[{"level":1,"role":"user"}],"error":{"code":"1301","message":"系统检测到输入或生成内容可能包含不安全或敏感内容"}}""")]
    [InlineData("""{"error":{"message":"Output blocked by safety filter"}}""")]
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

    [Theory]
    [InlineData(429, """{"error":{"message":"You have reached your monthly usage limit."}}""", null, true)]
    [InlineData(429, """{"error":{"message":"You have reached your monthly usage limit."}}""", 30, false)]
    [InlineData(429, """{"error":{"message":"Limits: 10 per minute, 500 per day."}}""", 12, false)]
    [InlineData(429, """{"error":{"message":"insufficient_quota"}}""", 12, true)]
    [InlineData(429, """{"error":{"code":"1113","message":"余额不足"}}""", null, true)]
    [InlineData(429, """{"error":{"type":"exceeded_current_quota_error","message":"check your plan"}}""", null, true)]
    [InlineData(400, """{"error":{"message":"Your credit balance is too low."}}""", null, true)]
    [InlineData(403, """{"error":{"message":"Key limit exceeded (total limit)."}}""", null, true)]
    [InlineData(400, """{"error":{"message":"Too many images per day of the week."}}""", null, false)]
    [InlineData(500, """{"error":{"message":"insufficient_quota"}}""", null, false)]
    public void A_quota_that_is_used_up_is_told_from_one_that_fills_again(int status, string body, int? wait, bool isUsedUp) => Assert.Equal(
        isUsedUp,
        ServerError.Read(new EndpointResponse { Status = status, Body = body, RetryAfter = wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null }).IsUsedUp);
}

using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

public sealed class OutputLimitTests
{
    [Theory]
    [InlineData("max_tokens must be <= 1000", 1000)]
    [InlineData("`max_tokens` must be less than or equal to `1000`, the maximum value for `max_tokens` is less than the `context_window` for this model", 1000)]
    [InlineData("max_tokens must be less than 1000", 999)]
    [InlineData("max_tokens is too large: 2048. This model supports at most 1000 completion tokens, whereas you provided 2048.", 1000)]
    [InlineData("Invalid max_tokens value, the valid range of max_tokens is [1, 1000]", 1000)]
    [InlineData("Range of max_tokens should be [1, 1000]", 1000)]
    [InlineData("max_tokens: 2048 > 1000, which is the maximum allowed number of output tokens for m", 1000)]
    [InlineData("max_tokens must be between 1 and 1,000", 1000)]
    [InlineData("max_completion_tokens cannot exceed 1000", 1000)]
    [InlineData("max_tokens must be at most 4096", null)]
    [InlineData("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", null)]
    [InlineData("This model's maximum context length is 1000 tokens.", null)]
    [InlineData("temperature must be between 0 and 1", null)]
    public void A_limit_on_every_answer_is_read(string message, int? most) => Assert.Equal(most, OutputLimit.MostFor(message, asked: 2048));

    [Theory]
    [InlineData("This model's maximum context length is 8192 tokens. However, you requested 8300 tokens (6252 in the messages, 2048 in the completion). Please reduce the length.", 1932)]
    [InlineData("This endpoint's maximum context length is 8192 tokens. However, you requested about 8300 tokens (6252 of text input, 2048 in the output).", 1932)]
    [InlineData("'max_tokens' or 'max_completion_tokens' is too large: 2048. This model's maximum context length is 4096 tokens and your request has 3000 input tokens (2048 > 4096 - 3000).", 1088)]
    [InlineData("Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 9000 tokens: 6952 tokens from the input messages and 2048 tokens for the completion.", 1232)]
    [InlineData("This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.", 1232)]
    [InlineData("`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 7000 `inputs` tokens and 2048 `max_new_tokens`", 1185)]
    [InlineData("input length and `max_tokens` exceed context limit: 199000 + 2048 > 200000, decrease input length or `max_tokens` and try again", 992)]
    [InlineData("max_tokens=2048 cannot be greater than max_model_len=max_total_tokens=1024. Please request fewer output tokens.", 512)]
    [InlineData("prompt is too long", 512)]
    [InlineData("request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it", null)]
    [InlineData("This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens.", null)]
    public void The_room_beside_a_long_prompt_is_read(string message, int? room)
    {
        Assert.True(RefusedPrompt.IsTooLong(new ServerError(message)));
        Assert.Null(OutputLimit.MostFor(message, asked: 2048));
        Assert.Equal(room, OutputLimit.RoomFor(message, asked: 2048));
    }
}

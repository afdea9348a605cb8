using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Dpo;

/// <summary>
/// The implicit reward of a policy trained with DPO: beta times the difference of the log-probabilities that policy and
/// reference give the completion.
/// </summary>
/// <remarks>Source: Rafailov et al. (arXiv 2305.18290), equation 5, the part that does not depend on the prompt left out.</remarks>
public sealed class DpoBackend(CompletionLogprobs policy, CompletionLogprobs reference, ChatTemplate template, double beta)
    : IRewardBackend, IRequestPreview
{
    /// <summary>The factor used by most published policies.</summary>
    public const double DefaultBeta = 0.1;

    /// <inheritdoc/>
    public async Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var texts = prompt.Completions.Select(completion => Render(prompt.Turns, completion.Text)).ToList();
        var rewards = await Task.WhenAll(texts.Select(async text =>
        {
            var both = await Task.WhenAll(
                policy.SumAsync(text.Whole, text.From, cancellationToken), reference.SumAsync(text.Whole, text.From, cancellationToken));
            return beta * (both[0] - both[1]);
        }));
        return new PromptRewards(rewards);
    }

    /// <inheritdoc/>
    public string Preview(Prompt prompt) => policy.Preview(Render(prompt.Turns, prompt.Completions[0].Text).Whole);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private (string Whole, int From) Render(IReadOnlyList<Turn> turns, string completion)
    {
        try
        {
            var whole = template.Render(turns, completion);
            var opening = template.RenderPrompt(turns);

            // A template may write the opening a little differently when an answer follows: the completion begins where they part.
            return (whole, opening.AsSpan().CommonPrefixLength(whole));
        }
        catch (ChatTemplateException failure)
        {
            throw new PromptFailedException(failure.Message, failure);
        }
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>Rewards from a reward-model server, a prompt's completions in as few requests as it takes.</summary>
public sealed partial class RewardServerBackend(
    EndpointClient client, IRewardProtocol protocol, ChatTemplate? template, int? maxLength) : IRewardBackend, IRequestPreview
{
    private int _batchSize = protocol.BatchSize;

    public IRewardProtocol Protocol => protocol;

    /// <summary>The chat template's beginning-of-sequence token; <c>null</c> without a template.</summary>
    public string? Bos => template?.Bos;

    /// <summary>How many conversations one request holds; smaller than at first when the server asked for less.</summary>
    public int BatchSize => Volatile.Read(ref _batchSize);

    /// <inheritdoc/>
    public async Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var conversations = prompt.Completions.Select(completion => Converse(prompt.Turns, completion.Text));
        var parts = await Task.WhenAll(
            conversations.Chunk(BatchSize).Select(part => RewardAsync(part, isWhole: part.Length == prompt.Completions.Count, cancellationToken)));
        var truncated = parts.Sum(part => part.InputTokens.Count(tokens => tokens >= maxLength));
        if (!client.IsRecording)
        {
            // A canary that is cut on purpose is none of the run's completions.
            client.Meter.CountTruncated(truncated);
        }

        return new PromptRewards([.. parts.SelectMany(part => part.Rewards)]) { TruncatedCount = truncated };
    }

    /// <inheritdoc/>
    public string Preview(Prompt prompt) => client.Changes
        .Apply(protocol.Write([.. prompt.Completions.Take(BatchSize).Select(completion => Converse(prompt.Turns, completion.Text))]))
        .ToJsonString(EndpointClient.Readable);

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private Conversation Converse(IReadOnlyList<Turn> turns, string completion)
    {
        if (template is null)
        {
            return new Conversation(turns, completion);
        }

        try
        {
            var text = template.Render(turns, completion);
            return new Conversation(turns, completion, text, template.WithoutBos(text));
        }
        catch (ChatTemplateException failure)
        {
            throw new PromptFailedException(failure.Message, failure);
        }
    }

    private async Task<ServedRewards> RewardAsync(Conversation[] part, bool isWhole, CancellationToken cancellationToken)
    {
        try
        {
            return await client.PostAsync(
                protocol.UrlAt(client.Address),
                protocol.Write(part),
                response => ServedRewards.Read(protocol, response.ReadJson(), part.Length),
                new ExpectedResponse(client.Bounds.Rewards * part.Length, IsKept: !isWhole),
                cancellationToken);
        }
        catch (RequestRefusedException refused) when (part.Length > 1 && IsTooMuch(refused))
        {
            var smaller = ShrinkBatch(refused, part.Length);
            var halves = await Task.WhenAll(part.Chunk(smaller).Select(half => RewardAsync(half, isWhole: false, cancellationToken)));
            return new ServedRewards(
                [.. halves.SelectMany(half => half.Rewards)], [.. halves.SelectMany(half => half.InputTokens)]);
        }
        catch (RequestRefusedException refused)
        {
            throw client.GiveUp(new PromptFailedException(refused.Message, refused));
        }
    }

    private static bool IsTooMuch(RequestRefusedException refused) => refused.Status == 413 || AboutBatch().IsMatch(refused.Error.Message);

    // A body too large says nothing about other prompts; a batch too large holds for all of them.
    private int ShrinkBatch(RequestRefusedException refused, int tried)
    {
        var half = (tried + 1) / 2;
        if (!AboutBatch().IsMatch(refused.Error.Message))
        {
            return half;
        }

        // Of the numbers in the text one is ours; the limit is the largest one below it.
        var named = Digits().Matches(refused.Error.Message)
            .Select(match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
            .Where(number => number > 0 && number < tried)
            .DefaultIfEmpty()
            .Max();
        var allowed = named > 0 ? named : half;
        Volatile.Write(ref _batchSize, allowed);
        client.Meter.NoteChange($"at most {allowed} conversations a request: {refused.Error.Message}");
        return allowed;
    }

    // llama.cpp's "physical batch size" counts tokens.
    [GeneratedRegex(
        @"(?<!physical )batch size|batch is too|too many (inputs|texts|documents|items)|list should have at most|at most \d+ (inputs|texts|documents|items)|array length",
        RegexOptions.IgnoreCase)]
    private static partial Regex AboutBatch();

    [GeneratedRegex(@"(?<![\d.])\d{1,6}(?![\d.]*\d)")]
    private static partial Regex Digits();
}

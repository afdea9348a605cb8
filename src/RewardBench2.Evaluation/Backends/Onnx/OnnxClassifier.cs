using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>A sequence classifier from a folder of the operator's: <c>model.onnx</c>, <c>tokenizer.json</c>, a chat template.</summary>
/// <remarks>Texts of similar length share a batch, as far as a trial at the start shows that the graph's rewards bear it.</remarks>
public sealed class OnnxClassifier : IRewardBackend
{
    private const string Sample = "The quick brown fox jumps over the lazy dog, 0123456789.";

    private readonly LocalTokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly OnnxBatcher _batcher;
    private readonly OnnxReward _reward;
    private readonly int _maxLength;

    private OnnxClassifier(LocalTokenizer tokenizer, ChatTemplate template, OnnxBatcher batcher, OnnxReward reward, int maxLength)
    {
        _tokenizer = tokenizer;
        _template = template;
        _batcher = batcher;
        _reward = reward;
        _maxLength = maxLength;
    }

    /// <summary>Where and how it computes, such as <c>CPU; texts of any length share a batch, padded on the right</c>.</summary>
    public required string Description { get; init; }

    /// <summary>Opens a model.</summary>
    /// <param name="modelsFolder">The operator's folder of models; <c>null</c> when there is none.</param>
    /// <param name="name">A folder directly below it.</param>
    /// <param name="template">The submitted template; where absent, the folder's own is used.</param>
    /// <param name="maxLength">The longest conversation in tokens, cut on the right; fewer where the model has fewer positions.</param>
    /// <param name="attribute">For models of several outputs: which one is the reward, by label or number, or which weights to use.</param>
    /// <param name="logger">Hears why a graphics card is not used.</param>
    /// <exception cref="RunStoppedException">The folder or a file in it is missing or cannot be read.</exception>
    public static OnnxClassifier Open(
        string? modelsFolder, string? name, ChatTemplate? template, int maxLength, string? attribute = null, ILogger? logger = null)
    {
        var folder = FindFolder(modelsFolder, name);
        using var opened = new Opened();
        try
        {
            var graph = opened.Keep(OnnxGraph.Open(folder, logger ?? NullLogger.Instance));
            var ownTemplate = template ?? LocalChatTemplate.Read(folder);
            var tokenizer = opened.Keep(LocalTokenizer.Open(folder, template?.Render(Sample, Sample)));
            var settings = LocalModelSettings.Read(folder);
            int?[] limits = [maxLength, settings.MostTokens, graph.FixedLength];
            var most = limits.Min() ?? maxLength;
            int[] Encode(string completion) => tokenizer.Encode(ownTemplate.Render(Sample, completion), most).Tokens;

            var padding = new OnnxPadding(
                settings.PadTokenId ?? (settings.PadToken is { } token ? tokenizer.Find(token) : null) ?? 0, settings.PadsLeft);
            var trial = OnnxTrial.Run(graph, (Encode(Sample), Encode($"{Sample} {Sample} {Sample}")), padding);
            var reward = OnnxReward.Choose(attribute, settings.Labels, trial.Labels);
            opened.HandOver();
            return new OnnxClassifier(tokenizer, ownTemplate, new OnnxBatcher(graph, trial), reward, most)
            {
                Description = $"{graph.Device}; {Say(trial)}",
            };
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or IOException or UnauthorizedAccessException or FormatException
            or ChatTemplateException or DllNotFoundException or TypeInitializationException)
        {
            throw new RunStoppedException($"The local model {name} cannot be opened: {exception.Message}", canResume: false, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        // The same completion twice is one text: in a batch of another shape its reward might differ by a rounding.
        var texts = await Task.Run(
            () => prompt.Completions.Select(completion => completion.Text).Distinct().ToDictionary(text => text, text => Encode(prompt.Turns, text)),
            cancellationToken);
        var asked = texts.ToDictionary(text => text.Key, text => _batcher.RunAsync(text.Value.Tokens, cancellationToken));
        await Task.WhenAll(asked.Values);

        var rewards = new List<double>();
        foreach (var completion in prompt.Completions)
        {
            var reward = _reward.Of(await asked[completion.Text]);
            rewards.Add(double.IsFinite(reward)
                ? reward
                : throw new PromptFailedException($"The local model gave {reward}, which is not a finite number."));
        }

        return new PromptRewards(rewards) { TruncatedCount = prompt.Completions.Count(completion => texts[completion.Text].WasCut) };
    }

    public async ValueTask DisposeAsync()
    {
        await _batcher.DisposeAsync();
        _tokenizer.Dispose();
    }

    private static string FindFolder(string? modelsFolder, string? name)
    {
        if (modelsFolder is null)
        {
            throw new RunStoppedException("This site has no folder of local models. The operator sets Evaluation:ModelsFolder.", canResume: false);
        }

        // A name leads nowhere but to a folder right there: neither up, nor through a path, nor to the root.
        var isName = !string.IsNullOrWhiteSpace(name) && name == Path.GetFileName(name) && name is not ("." or "..");
        var folder = isName ? Path.Combine(modelsFolder, name!) : null;
        return folder is not null && Directory.Exists(folder)
            ? folder
            : throw new RunStoppedException($"There is no local model “{name}”.", canResume: false);
    }

    private static string Say(OnnxTrial trial) => trial.Sharing switch
    {
        OnnxSharing.Padded => $"texts of any length share a batch, padded on the {(trial.Padding.IsLeft ? "left" : "right")}",
        OnnxSharing.EqualLengths => "texts of equal length share a batch, because padding changes this model's rewards",
        _ => "one text at a time, because a batch changes this model's rewards",
    };

    private (int[] Tokens, bool WasCut) Encode(IReadOnlyList<Turn> turns, string completion)
    {
        try
        {
            var (tokens, wasCut) = _tokenizer.Encode(_template.Render(turns, completion), _maxLength);
            return tokens.Length > 0 ? (tokens, wasCut) : throw new FormatException("the conversation makes no tokens");
        }
        catch (Exception failure) when (failure is ChatTemplateException or FormatException)
        {
            throw new PromptFailedException(failure is FormatException ? $"The local model cannot read it: {failure.Message}." : failure.Message, failure);
        }
    }

    // What is open when opening breaks off is closed again.
    private sealed class Opened : IDisposable
    {
        private readonly List<IDisposable> _kept = [];

        public T Keep<T>(T resource)
            where T : IDisposable
        {
            _kept.Add(resource);
            return resource;
        }

        public void HandOver() => _kept.Clear();

        public void Dispose() => _kept.ForEach(resource => resource.Dispose());
    }
}

using Microsoft.ML.OnnxRuntime;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>A sequence classifier from a folder of the operator's: <c>model.onnx</c>, a tokenizer, a chat template.</summary>
/// <remarks>Conversations go through one at a time, so that no padding can change a reward.</remarks>
public sealed class OnnxClassifier : IRewardBackend
{
    private readonly InferenceSession _session;
    private readonly LocalTokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly int _maxLength;
    private readonly SemaphoreSlim _turn = new(1);

    private OnnxClassifier(InferenceSession session, LocalTokenizer tokenizer, ChatTemplate template, int maxLength)
    {
        _session = session;
        _tokenizer = tokenizer;
        _template = template;
        _maxLength = maxLength;
    }

    /// <summary>Opens a model.</summary>
    /// <param name="modelsFolder">The operator's folder of models; <c>null</c> when there is none.</param>
    /// <param name="name">A folder directly below it.</param>
    /// <param name="template">The submitted template; where absent, the folder's own is used.</param>
    /// <param name="maxLength">The longest conversation in tokens, cut on the right.</param>
    /// <exception cref="RunStoppedException">The folder or a file in it is missing or cannot be read.</exception>
    public static OnnxClassifier Open(string? modelsFolder, string? name, ChatTemplate? template, int maxLength)
    {
        var folder = FindFolder(modelsFolder, name);
        try
        {
            var tokenizer = LocalTokenizer.Open(folder);
            var ownTemplate = template ?? LocalChatTemplate.Read(folder);
            return new OnnxClassifier(new InferenceSession(ModelFile(folder)), tokenizer, ownTemplate, maxLength);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or IOException or FormatException or ChatTemplateException)
        {
            throw new RunStoppedException($"The local model {name} cannot be opened: {exception.Message}", canResume: false, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var rewards = new List<double>();
        var truncated = 0;
        foreach (var completion in prompt.Completions)
        {
            var tokens = Encode(prompt.Text, completion.Text);
            truncated += tokens.Count > _maxLength ? 1 : 0;
            await _turn.WaitAsync(cancellationToken);
            try
            {
                rewards.Add(await Task.Run(() => Reward([.. tokens.Take(_maxLength).Select(token => (long)token)]), cancellationToken));
            }
            finally
            {
                _turn.Release();
            }
        }

        return new PromptRewards(rewards) { TruncatedCount = truncated };
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
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

    // Exports of the Optimum library stand in a folder of their own.
    private static string ModelFile(string folder)
    {
        string[] places = [Path.Combine(folder, "model.onnx"), Path.Combine(folder, "onnx", "model.onnx")];
        return Array.Find(places, File.Exists) ?? throw new FormatException("it has no model.onnx");
    }

    private IReadOnlyList<int> Encode(string prompt, string completion)
    {
        try
        {
            return _tokenizer.Encode(_template.Render(prompt, completion));
        }
        catch (ChatTemplateException failure)
        {
            throw new PromptFailedException(failure.Message, failure);
        }
    }

    private double Reward(long[] tokens)
    {
        long[] shape = [1, tokens.Length];
        var inputs = new Dictionary<string, OrtValue>();
        try
        {
            foreach (var name in _session.InputNames)
            {
                inputs[name] = OrtValue.CreateTensorValueFromMemory(Input(name, tokens), shape);
            }

            using var options = new RunOptions();
            using var outputs = _session.Run(options, inputs, [_session.OutputNames[0]]);
            return OnlyNumber(outputs[0]);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new PromptFailedException($"The local model failed: {exception.Message}", exception);
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    private static long[] Input(string name, long[] tokens) => name switch
    {
        "input_ids" => tokens,
        "attention_mask" => [.. Enumerable.Repeat(1L, tokens.Length)],
        "token_type_ids" => new long[tokens.Length],
        "position_ids" => [.. Enumerable.Range(0, tokens.Length).Select(position => (long)position)],
        _ => throw new RunStoppedException($"The local model wants an input “{name}”, which is not known here.", canResume: false),
    };

    private static double OnlyNumber(OrtValue output)
    {
        var type = output.GetTensorTypeAndShape();
        if (type.ElementCount != 1)
        {
            throw new RunStoppedException($"The local model gives {type.ElementCount} numbers, and a reward is one.", canResume: false);
        }

        var reward = type.ElementDataType switch
        {
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => output.GetTensorDataAsSpan<float>()[0],
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float16 => (double)(float)output.GetTensorDataAsSpan<Float16>()[0],
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Double => output.GetTensorDataAsSpan<double>()[0],
            var other => throw new RunStoppedException($"The local model gives numbers of type {other}, which are not read here.", canResume: false),
        };
        return double.IsFinite(reward) ? reward : throw new PromptFailedException($"The local model gave {reward}, which is no finite number.");
    }
}

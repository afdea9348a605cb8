using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>A classifier's <c>model.onnx</c>: token numbers in, one or more numbers a text out.</summary>
public sealed class OnnxGraph : IDisposable
{
    private static readonly string[] _known = ["input_ids", "attention_mask", "token_type_ids", "position_ids"];

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string _output;

    private OnnxGraph(InferenceSession session, string device)
    {
        _session = session;
        Device = device;
        _output = session.OutputNames.Contains("logits") ? "logits" : session.OutputNames[0];
        var shape = session.InputMetadata.TryGetValue("input_ids", out var input)
            ? input.Dimensions
            : throw new FormatException($"it has no input “input_ids”, only {string.Join(", ", session.InputNames)}");
        FixedRows = shape is [> 0 and var rows, _] ? rows : null;
        FixedLength = shape is [_, > 0 and var length] ? length : null;
        if (session.InputNames.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
        {
            throw new FormatException($"it wants an input “{unknown}”, which is not known here; export it as a classifier of texts");
        }
    }

    /// <summary>Where it computes: <c>CPU</c> or <c>CUDA</c>.</summary>
    public string Device { get; }

    /// <summary>How many texts each batch has, for graphs that were exported for so many.</summary>
    public int? FixedRows { get; }

    /// <summary>How long each text is, padding included, for graphs that were exported for one length.</summary>
    public int? FixedLength { get; }

    /// <summary>Opens <c>model.onnx</c> of a folder, or of its subfolder <c>onnx</c>, where exports of the Optimum library stand.</summary>
    /// <exception cref="FormatException">There is none, or it wants inputs that are not known here.</exception>
    /// <exception cref="OnnxRuntimeException">The file cannot be read.</exception>
    public static OnnxGraph Open(string folder, ILogger logger)
    {
        var file = FindFile(folder) ?? throw new FormatException($"it has no model.onnx in the folder {folder}");
        var (session, device) = OnnxDevice.Open(file, logger);
        try
        {
            return new OnnxGraph(session, device);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The model's file in a folder; <c>null</c> where there is none.</summary>
    public static string? FindFile(string folder) =>
        Array.Find([Path.Combine(folder, "model.onnx"), Path.Combine(folder, "onnx", "model.onnx")], File.Exists);

    /// <summary>Each text's numbers.</summary>
    /// <exception cref="OnnxRuntimeException">The graph failed.</exception>
    /// <exception cref="FormatException">It gave something else than numbers for each text.</exception>
    public double[][] Run(IReadOnlyList<int[]> texts, OnnxPadding padding)
    {
        var batch = new OnnxBatch(texts, padding, FixedRows ?? texts.Count, FixedLength ?? texts.Max(text => text.Length));
        var inputs = new Dictionary<string, OrtValue>();
        try
        {
            foreach (var (name, input) in _session.InputMetadata)
            {
                inputs[name] = Tensor(Input(name, batch), input.ElementDataType, [batch.Rows, batch.Length]);
            }

            using var outputs = _session.Run(_options, inputs, [_output]);
            return OnnxNumbers.Read(outputs[0], batch.Rows)[..texts.Count];
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private static long[] Input(string name, OnnxBatch batch) => name switch
    {
        "input_ids" => batch.Tokens(),
        "attention_mask" => batch.Mask(),
        "position_ids" => batch.Positions(),
        _ => new long[batch.Rows * batch.Length],
    };

    private static OrtValue Tensor(long[] numbers, TensorElementType type, long[] shape) => type switch
    {
        TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (int)number), shape),
        TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (float)number), shape),
        TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => number != 0), shape),
        _ => OrtValue.CreateTensorValueFromMemory(numbers, shape),
    };
}

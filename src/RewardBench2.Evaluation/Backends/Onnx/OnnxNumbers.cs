using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Reads a classifier's output: [texts], [texts, 1] or [texts, labels], in any floating-point type.</summary>
public static class OnnxNumbers
{
    /// <exception cref="FormatException">The output has another shape or type.</exception>
    public static double[][] Read(OrtValue output, int texts)
    {
        var type = output.GetTensorTypeAndShape();
        var labels = type.Shape switch
        {
            [] when texts == 1 => 1,
            [var only] when only == texts => 1,
            [var rows, var columns] when rows == texts => (int)columns,
            [var rows, .. var rest] when rows == texts && rest.All(length => length == 1) => 1,
            var shape => throw new FormatException(
                $"for {texts} texts it gives numbers in the shape [{string.Join(", ", shape)}]; a classifier gives [{texts}, labels]"),
        };
        var numbers = type.ElementDataType switch
        {
            TensorElementType.Float => Array.ConvertAll(output.GetTensorDataAsSpan<float>().ToArray(), number => (double)number),
            TensorElementType.Float16 => Array.ConvertAll(output.GetTensorDataAsSpan<Float16>().ToArray(), number => (double)(float)number),
            TensorElementType.BFloat16 => Array.ConvertAll(output.GetTensorDataAsSpan<BFloat16>().ToArray(), number => (double)(float)number),
            TensorElementType.Double => output.GetTensorDataAsSpan<double>().ToArray(),
            var other => throw new FormatException($"it gives numbers of the type {other}, which are not read here"),
        };
        return [.. numbers.Chunk(labels)];
    }
}

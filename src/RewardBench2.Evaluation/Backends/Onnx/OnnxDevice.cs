using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Opens a model where it computes fastest: on the graphics card where the CUDA package is there, else on all cores.</summary>
public static partial class OnnxDevice
{
    private const string Cuda = "CUDAExecutionProvider";

    /// <exception cref="OnnxRuntimeException">The model cannot be opened on the processor.</exception>
    public static (InferenceSession Session, string Device) Open(string file, ILogger logger)
    {
        if (OrtEnv.Instance().GetAvailableProviders().Contains(Cuda))
        {
            try
            {
                using var options = Options();
                options.AppendExecutionProvider_CUDA(0);
                return (new InferenceSession(file, options), "CUDA");
            }
            catch (Exception exception) when (exception is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
            {
                LogNoCuda(logger, file, exception.Message);
            }
        }

        using var plain = Options();
        return (new InferenceSession(file, plain), "CPU");
    }

    // Cores are counted by .NET, which knows a container's share; ONNX Runtime would count the machine's. What fails is thrown, so
    // it need not be written on the console too.
    private static SessionOptions Options() => new()
    {
        IntraOpNumThreads = Environment.ProcessorCount,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is computed on the processor, because CUDA cannot be used: {Reason}")]
    private static partial void LogNoCuda(ILogger logger, string file, string reason);
}

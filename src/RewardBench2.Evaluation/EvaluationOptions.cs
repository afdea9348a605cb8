using System.ComponentModel.DataAnnotations;

namespace RewardBench2.Evaluation;

/// <summary>Settings of the worker, section <c>Evaluation</c>.</summary>
public sealed class EvaluationOptions
{
    public const string Section = "Evaluation";

    /// <summary>Whether this process evaluates submissions. Defaults to true.</summary>
    public bool Worker { get; init; } = true;

    /// <summary>Lets submissions name endpoints on private or loopback addresses. Defaults to false.</summary>
    public bool AllowPrivateEndpoints { get; init; }

    /// <summary>Ports at which submissions may name endpoints. Defaults to all but those of other services, such as mail and databases.</summary>
    public IReadOnlyList<int> EndpointPorts { get; init; } = [];

    /// <summary>Requests under way at once per run. Defaults to 64.</summary>
    [Range(1, 1024)]
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>How often a request is repeated after a fault that may pass, before its prompt is given up. Defaults to 10, a minute in all.</summary>
    [Range(0, 100)]
    public int MaxRetries { get; init; } = 10;

    /// <summary>Runs this process works on at once; further ones take turns. Defaults to 4.</summary>
    [Range(1, 64)]
    public int MaxRunsAtOnce { get; init; } = 4;

    /// <summary>How long a run keeps its place while others wait. Defaults to 5 seconds.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker may be silent before another takes its runs over. Defaults to 15 seconds.</summary>
    public TimeSpan TakeOverAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The folder with local ONNX models that operators may submit. Defaults to none.</summary>
    public string? ModelsFolder { get; init; }
}

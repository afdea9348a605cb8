
namespace RewardBench2.Exchange.Published;

/// <summary>What the official result files say about the model before any score.</summary>
/// <param name="Model">The model's name, <c>org/name</c>.</param>
/// <param name="ModelType">One of <see cref="Benchmark.ModelType.All"/>.</param>
/// <param name="ChatTemplate">How conversations were formatted; <c>null</c> where it is not known.</param>
public sealed record ResultHeader(string Model, string ModelType, string? ChatTemplate = null);

using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Datasets;

/// <summary>What a dataset file was found to hold.</summary>
/// <param name="Kind">A benchmark with chosen and rejected completions, or candidates for best-of-N.</param>
/// <param name="Prompts">Every prompt in the file's order, validated; ids are unique. Never empty.</param>
/// <param name="Revision">What <see cref="DatasetRevision.Of"/> says of the prompts.</param>
public sealed record DatasetContent(DatasetKind Kind, IReadOnlyList<Prompt> Prompts, string Revision);

namespace RewardBench2.Benchmark.Definitions;

/// <summary>A definition of a benchmark that cannot be used; the message says what to change.</summary>
public sealed class DefinitionException(string message) : Exception(message);

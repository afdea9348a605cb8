namespace RewardBench2.Benchmark;

/// <summary>Which half of a pair a prompt of Ties is.</summary>
public enum TiesHalf
{
    /// <summary><c>ref:N</c>, with exactly one right answer.</summary>
    Ref,

    /// <summary><c>tied:N</c>, with several.</summary>
    Tied,
}

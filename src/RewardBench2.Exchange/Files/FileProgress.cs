namespace RewardBench2.Exchange.Files;

/// <summary>How far a file has been read.</summary>
/// <param name="Fraction">Between 0 and 1; <c>null</c> where the file's length is not known.</param>
/// <param name="Rows">Rows read so far.</param>
public sealed record FileProgress(double? Fraction, int Rows);

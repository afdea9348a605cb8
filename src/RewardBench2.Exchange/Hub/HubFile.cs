namespace RewardBench2.Exchange.Hub;

/// <summary>A file of a repository.</summary>
/// <param name="Path">Where it is in the repository, such as <c>data/test-00000-of-00001.parquet</c>.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its checksum in lower-case hexadecimal digits, for large files; else <c>null</c>.</param>
public sealed record HubFile(string Path, long Size, string? Sha256);

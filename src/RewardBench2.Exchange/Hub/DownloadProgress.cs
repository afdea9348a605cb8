namespace RewardBench2.Exchange.Hub;

/// <summary>How far a download is.</summary>
/// <param name="Path">The file under way.</param>
/// <param name="Number">Which one it is, from 1.</param>
/// <param name="Count">Of how many.</param>
/// <param name="BytesRead">Bytes of this file that are there.</param>
/// <param name="BytesTotal">Bytes that it has.</param>
public sealed record DownloadProgress(string Path, int Number, int Count, long BytesRead, long BytesTotal);

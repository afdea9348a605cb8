namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>What a row's texts say about which prompt it is.</summary>
/// <param name="HasText">The row carries texts, and there was a dataset to hold them against.</param>
/// <param name="Position">The position in the dataset, from 0, of the one prompt whose texts they contain; <c>null</c> if none or several.</param>
public readonly record struct TextMatch(bool HasText, int? Position);

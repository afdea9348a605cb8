using DiffPlex;
using DiffPlex.Chunkers;

namespace RewardBench2.Web.Prompts;

/// <summary>What happened to a piece of text.</summary>
public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>The differences between two completions, word by word.</summary>
public static class WordDiff
{
    /// <summary>Longer texts are compared up to here only, in characters.</summary>
    public const int Longest = 12_000;

    /// <summary>Pieces in reading order; what only the first has is removed, what only the second has is added.</summary>
    public static IReadOnlyList<(string Text, DiffKind Kind)> Compute(string from, string to)
    {
        var diff = new Differ().CreateDiffs(Cut(from), Cut(to), ignoreWhiteSpace: false, ignoreCase: false, new WordChunker());
        var pieces = new List<(string, DiffKind)>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Add(pieces, diff.PiecesOld, at, block.DeleteStartA, DiffKind.Same);
            Add(pieces, diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA, DiffKind.Removed);
            Add(pieces, diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB, DiffKind.Added);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(pieces, diff.PiecesOld, at, diff.PiecesOld.Count, DiffKind.Same);
        return pieces;
    }

    private static void Add(List<(string Text, DiffKind Kind)> pieces, IReadOnlyList<string> words, int start, int end, DiffKind kind)
    {
        if (end > start)
        {
            pieces.Add((string.Concat(words.Skip(start).Take(end - start)), kind));
        }
    }

    private static string Cut(string text) => text.Length > Longest ? text[..Longest] : text;
}

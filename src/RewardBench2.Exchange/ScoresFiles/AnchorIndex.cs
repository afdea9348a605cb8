namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>
/// Finds which of many prompts may be inside a text: by the first characters of each, looked up at every place of the
/// text through a rolling hash (Rabin and Karp, 1987). What is found still has to be compared in full.
/// </summary>
internal sealed class AnchorIndex
{
    private const ulong Base = 1_099_511_628_211;

    // Long anchors first: they leave few prompts to compare. Prompts shorter than the last length are never found.
    private static readonly int[] Lengths = [24, 8];

    private readonly Dictionary<ulong, List<int>>[] _byHash = [.. Lengths.Select(_ => new Dictionary<ulong, List<int>>())];

    public AnchorIndex(IEnumerable<string> texts)
    {
        var position = 0;
        foreach (var text in texts)
        {
            var kind = Array.FindIndex(Lengths, length => text.Length >= length);
            if (kind >= 0)
            {
                var hash = Hash(text.AsSpan(0, Lengths[kind]));
                if (!_byHash[kind].TryGetValue(hash, out var positions))
                {
                    _byHash[kind][hash] = positions = [];
                }

                positions.Add(position);
            }

            position++;
        }
    }

    /// <summary>Adds the positions of prompts that may be inside the text, each once.</summary>
    public void Find(ReadOnlySpan<char> text, List<int> positions)
    {
        var found = new HashSet<int>();
        for (var kind = 0; kind < Lengths.Length; kind++)
        {
            var length = Lengths[kind];
            if (_byHash[kind].Count == 0 || text.Length < length)
            {
                continue;
            }

            var first = 1UL;
            for (var i = 1; i < length; i++)
            {
                first *= Base;
            }

            var hash = Hash(text[..length]);
            for (var i = 0; ; i++)
            {
                if (_byHash[kind].TryGetValue(hash, out var there))
                {
                    found.UnionWith(there);
                }

                if (i + length == text.Length)
                {
                    break;
                }

                hash = ((hash - (text[i] * first)) * Base) + text[i + length];
            }
        }

        positions.AddRange(found);
    }

    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 0UL;
        foreach (var letter in text)
        {
            hash = (hash * Base) + letter;
        }

        return hash;
    }
}

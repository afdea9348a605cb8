using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>
/// Tells which prompt a row's texts belong to while they stream by, without keeping them. A row's text is a formatted
/// conversation: it contains the prompt and, behind it, the completion. Only the spaces around them may differ.
/// </summary>
internal sealed class TextMatcher
{
    private readonly Entry[] _prompts;
    private readonly AnchorIndex _anchors;
    private readonly List<int> _candidates = [];
    private int _row = -1;
    private int _texts;
    private int _expected;

    public TextMatcher(IReadOnlyList<Prompt> dataset)
    {
        _prompts = [.. dataset.Select(prompt => new Entry(
            prompt.Text.Trim(), [.. prompt.Completions.Select(completion => completion.Text.Trim())], prompt.ChosenCount))];
        _anchors = new AnchorIndex(_prompts.Select(prompt => prompt.Text));
    }

    public void BeginRow()
    {
        _row++;
        _texts = 0;
        _candidates.Clear();
    }

    /// <summary>Takes the text of the row's next completion.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        if (_texts == 0)
        {
            FindCandidates(text);
        }

        for (var i = _candidates.Count - 1; i >= 0; i--)
        {
            if (!_prompts[_candidates[i]].IsIn(text, _texts))
            {
                _candidates.RemoveAt(i);
            }
        }

        _texts++;
    }

    /// <param name="isChosenOnly">The row has texts of chosen completions only.</param>
    public TextMatch EndRow(bool isChosenOnly)
    {
        _candidates.RemoveAll(candidate =>
            _texts != (isChosenOnly ? _prompts[candidate].ChosenCount : _prompts[candidate].Completions.Length));
        int? match = _candidates.Count == 1 ? _candidates[0]
            : _candidates.Contains(_row) ? _row
            : _candidates.Contains(_expected) ? _expected
            : null;
        if (match is { } found)
        {
            _expected = found + 1;
        }

        return new TextMatch(HasText: _texts > 0, match);
    }

    // Nearly every row stands where the dataset has its prompt, or follows on from the row before.
    private void FindCandidates(ReadOnlySpan<char> text)
    {
        foreach (var likely in (ReadOnlySpan<int>)[_row, _expected])
        {
            if (likely < _prompts.Length && _prompts[likely].IsIn(text, completion: 0))
            {
                _candidates.Add(likely);
                return;
            }
        }

        _anchors.Find(text, _candidates);
    }

    private sealed record Entry(string Text, string[] Completions, int ChosenCount)
    {
        public bool IsIn(ReadOnlySpan<char> text, int completion)
        {
            if (completion >= Completions.Length)
            {
                return false;
            }

            var start = text.IndexOf(Text, StringComparison.Ordinal);
            return start >= 0 && text[(start + Text.Length)..].Contains(Completions[completion], StringComparison.Ordinal);
        }
    }
}

/// <summary>What a row's texts say about which prompt it is.</summary>
/// <param name="HasText">The row carries texts, and there was a dataset to hold them against.</param>
/// <param name="Position">The position in the dataset, from 0, of the one prompt whose texts they contain; <c>null</c> if none or several.</param>
public readonly record struct TextMatch(bool HasText, int? Position);

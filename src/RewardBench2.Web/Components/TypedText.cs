namespace RewardBench2.Web.Components;

/// <summary>
/// The text of a field that changes the address with every key. The address answers late: while someone goes on typing, what it
/// says is what they wrote a moment ago, and must not replace what they have written since.
/// </summary>
public sealed class TypedText
{
    private readonly List<string?> _awaited = [];
    private string? _shown;

    /// <summary>What stands in the field.</summary>
    public string? Text { get; set; }

    /// <summary>Notes that the text was sent on.</summary>
    /// <returns>What the address is to say: the text, or <c>null</c> where it is blank.</returns>
    public string? Send()
    {
        var sent = string.IsNullOrWhiteSpace(Text) ? null : Text;
        _awaited.Add(sent?.Trim());
        return sent;
    }

    /// <summary>Takes what the address says now: an answer to what was sent changes nothing, anything else came from elsewhere and replaces the text.</summary>
    public void Show(string? said)
    {
        var isNew = said != _shown;
        _shown = said;
        var answered = _awaited.LastIndexOf(said?.Trim());
        if (answered >= 0)
        {
            _awaited.RemoveRange(0, answered + 1);
        }
        else if (isNew && said != Text?.Trim())
        {
            Text = said;
            _awaited.Clear();
        }
    }
}

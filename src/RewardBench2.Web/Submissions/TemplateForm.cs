using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Web.Submissions;

/// <summary>What a visitor types about a chat template, or has fetched.</summary>
public sealed class TemplateForm
{
    /// <summary>The model on the hub to fetch from: <c>org/name</c> or <c>org/name@revision</c>.</summary>
    public string? Model { get; set; }

    /// <summary>A preset's name or a Jinja template.</summary>
    public string? Text { get; set; }

    public string? BosToken { get; set; }

    public string? EosToken { get; set; }

    /// <summary>A token that was left empty is none. Defaults to false: it is not known, or as the fetched files say.</summary>
    public bool EmptyIsNone { get; set; }

    /// <summary>What was fetched last.</summary>
    public HubTemplate? Fetched { get; private set; }

    /// <summary>The template is the fetched one, so that the run can say where it is from.</summary>
    public bool IsAsFetched => Fetched is { } fetched && Lines(Text) == Lines(fetched.Text);

    /// <summary>Fills the fields with what was fetched.</summary>
    public void Take(HubTemplate fetched)
    {
        Fetched = fetched;
        Text = fetched.Text;
        BosToken = fetched.Tokens.Find(SpecialTokens.BosName);
        EosToken = fetched.Tokens.Find(SpecialTokens.EosName);
        EmptyIsNone = false;
    }

    /// <summary>The same as the API's body. A fetched template travels as its pinned address, since only the site can say where it is from.</summary>
    public TRequest ApplyTo<TRequest>(TRequest request)
        where TRequest : ModelRequest => (TRequest)((ModelRequest)request with
        {
            ChatTemplate = IsAsFetched ? Fetched?.Model.Address : Text.OrNull(),
            BosToken = Said(BosToken, SpecialTokens.BosName),
            EosToken = Said(EosToken, SpecialTokens.EosName),
        });

    /// <summary>The template as the run would use it; <c>null</c> where there is none yet.</summary>
    /// <exception cref="ChatTemplateException">It cannot be read, or names a token that nobody knows.</exception>
    public ChatTemplate? Parse()
    {
        ModelRequest request = ApplyTo(new EndpointRequest());
        var kept = IsAsFetched ? Fetched!.ApplyTo(request) : request;
        return HubTemplate.IsAddress(kept.ChatTemplate) ? null : ChatTemplate.Parse(kept.ChatTemplate, SpecialTokens.From(kept));
    }

    // Only what differs from the fetched files is said; a field that was emptied means that there is no such token.
    private string? Said(string? token, string name)
    {
        var known = IsAsFetched ? Fetched?.Tokens.Find(name) : null;
        return token.OrNull() is { } said
            ? said == known ? null : said
            : EmptyIsNone || known is not null ? "" : null;
    }

    // Browsers write line breaks their own way.
    private static string? Lines(string? text) => text?.ReplaceLineEndings("\n");
}

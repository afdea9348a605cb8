using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Web.Submissions;

/// <summary>What a visitor types about a live endpoint.</summary>
public sealed class EndpointForm
{
    public string? Url { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>The headers' rows; a row without a name is none.</summary>
    public List<HeaderRow> Headers { get; } = [];

    public string Protocol { get; set; } = BackendProtocols.Auto;

    public string? ServedModel { get; set; }

    public TemplateForm Template { get; } = new();

    public int? MaxLength { get; set; }

    public string? Attribute { get; set; }

    public string? JudgeTemplate { get; set; }

    public string JudgeReader { get; set; } = VerdictReader.Ours.Name;

    /// <summary>The longest answer of a judge.</summary>
    public int? JudgeTokens { get; set; }

    public long Seed { get; set; } = 1;

    public bool BothOrders { get; set; }

    public LimitsForm Limits { get; } = new();

    /// <summary>The same as the API's body; what was left empty is absent.</summary>
    public SubmissionRequest ApplyTo(SubmissionRequest request) => request with
    {
        Backend = Template.ApplyTo(new EndpointRequest
        {
            Url = Url?.Trim(),
            ApiKey = ApiKey.OrNull(),
            Headers = HeaderRow.ToHeaders(Headers),
            Protocol = Protocol,
            ServedModel = ServedModel.OrNull(),
            MaxLength = MaxLength,
            Attribute = Attribute.OrNull(),
        }),
        Judge = new JudgeRequest
        {
            Template = JudgeTemplate.OrNull(),
            Reader = JudgeReader,
            MaxTokens = JudgeTokens,
            Seed = Seed,
            BothOrders = BothOrders,
        },
        Limits = Limits.ToRequest(),
    };
}

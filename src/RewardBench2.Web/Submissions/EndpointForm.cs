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

    public string? ChatTemplate { get; set; }

    public string? BosToken { get; set; }

    public string? EosToken { get; set; }

    public int? MaxLength { get; set; }

    public string? Attribute { get; set; }

    public string? JudgeTemplate { get; set; }

    public string JudgeReader { get; set; } = VerdictReader.Ours.Name;

    /// <summary>The longest answer of a judge.</summary>
    public int? JudgeTokens { get; set; }

    public long Seed { get; set; } = 1;

    public bool BothOrders { get; set; }

    public int? MaxConcurrency { get; set; }

    public long? MaxRequests { get; set; }

    public decimal? MaxCost { get; set; }

    public decimal? PriceIn { get; set; }

    public decimal? PriceOut { get; set; }

    /// <summary>The same as the API's body; what was left empty is absent.</summary>
    public SubmissionRequest ApplyTo(SubmissionRequest request) => request with
    {
        Backend = new EndpointRequest
        {
            Url = Url?.Trim(),
            ApiKey = Given(ApiKey),
            Headers = HeaderRow.ToHeaders(Headers),
            Protocol = Protocol,
            ServedModel = Given(ServedModel),
            ChatTemplate = Given(ChatTemplate),
            BosToken = Given(BosToken),
            EosToken = Given(EosToken),
            MaxLength = MaxLength,
            Attribute = Given(Attribute),
        },
        Judge = new JudgeRequest
        {
            Template = Given(JudgeTemplate),
            Reader = JudgeReader,
            MaxTokens = JudgeTokens,
            Seed = Seed,
            BothOrders = BothOrders,
        },
        Limits = new LimitsRequest
        {
            MaxConcurrency = MaxConcurrency,
            MaxRequests = MaxRequests,
            MaxCost = MaxCost,
            PricePerMillionInputTokens = PriceIn,
            PricePerMillionOutputTokens = PriceOut,
        },
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

using RewardBench2.Evaluation.Backends.Dpo;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Web.Submissions;

/// <summary>What a visitor types about two policies.</summary>
public sealed class DpoForm
{
    public string? Url { get; set; }

    /// <summary>The policy's name on its server.</summary>
    public string? ServedModel { get; set; }

    public string? ReferenceUrl { get; set; }

    /// <summary>The reference policy's name on its server.</summary>
    public string? ReferenceModel { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>The headers' rows; a row without a name is none.</summary>
    public List<HeaderRow> Headers { get; } = [];

    /// <summary>The factor on the log-ratio.</summary>
    public double? Beta { get; set; } = DpoBackend.DefaultBeta;

    public TemplateForm Template { get; } = new();

    public int? MaxLength { get; set; }

    public LimitsForm Limits { get; } = new();

    /// <summary>The same as the API's body. Where the reference has no address of its own, the policy's server has both.</summary>
    public SubmissionRequest ApplyTo(SubmissionRequest request) => request with
    {
        Backend = Template.ApplyTo(new DpoRequest
        {
            Url = Url?.Trim(),
            ServedModel = ServedModel?.Trim(),
            ReferenceUrl = (ReferenceUrl.OrNull() ?? Url)?.Trim(),
            ReferenceModel = ReferenceModel?.Trim(),
            ApiKey = ApiKey.OrNull(),
            Headers = HeaderRow.ToHeaders(Headers),
            Beta = Beta,
            MaxLength = MaxLength,
        }),
        Limits = Limits.ToRequest(),
    };
}

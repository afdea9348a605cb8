using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Web.Submissions;

/// <summary>What an admin types about a model in the site's own folder.</summary>
public sealed class LocalModelForm
{
    /// <summary>The folder's name.</summary>
    public string? Folder { get; set; }

    /// <summary>Which output is the reward, or weights on several.</summary>
    public string? Attribute { get; set; }

    public TemplateForm Template { get; } = new();

    public int? MaxLength { get; set; }

    /// <summary>The same as the API's body.</summary>
    public SubmissionRequest ApplyTo(SubmissionRequest request) => request with
    {
        Backend = Template.ApplyTo(new OnnxRequest
        {
            Folder = Folder,
            Attribute = Attribute.OrNull(),
            MaxLength = MaxLength,
        }),
    };
}

namespace RewardBench2.Web.Submissions;

/// <summary>Where a model's rewards come from.</summary>
public enum SubmissionSource
{
    Endpoint,
    Dpo,
    LocalModel,
    File,
    Baseline,
}

/// <summary>A source as the form offers it.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">What it takes.</param>
public sealed record SourceChoice(SubmissionSource Source, string Title, string Text)
{
    /// <summary>Every source, in the order in which the form shows them.</summary>
    public static IReadOnlyList<SourceChoice> All { get; } =
    [
        new(SubmissionSource.Endpoint, "A running server", "vLLM, SGLang, Text Embeddings Inference, Infinity, llama.cpp, OpenRLHF, NIM, or any chat model as a judge."),
        new(SubmissionSource.Dpo, "A policy trained with DPO", "It and its reference, each served by vLLM or a server like it."),
        new(SubmissionSource.LocalModel, "A local model", "An ONNX folder on this site's own disk."),
        new(SubmissionSource.File, "A file of scores", "You scored the prompts yourself: nothing is sent anywhere."),
        new(SubmissionSource.Baseline, "A built-in baseline", "To see how the site works, or to measure a dataset."),
    ];

    /// <summary>Canary conversations are scored before the first prompt.</summary>
    public bool IsChecked => Source is SubmissionSource.Endpoint or SubmissionSource.Dpo or SubmissionSource.LocalModel;
}

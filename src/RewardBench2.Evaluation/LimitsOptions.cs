using System.ComponentModel.DataAnnotations;

namespace RewardBench2.Evaluation;

/// <summary>What strangers may cost this site, section <c>Limits</c>. Every budget has its one place here.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Bytes of a JSON body. Defaults to 256 KB.</summary>
    [Range(1_024, int.MaxValue)]
    public int JsonBodyBytes { get; init; } = 256 * 1024;

    /// <summary>Characters of a name in a submission: a served model, a protocol, a folder. Defaults to 300.</summary>
    [Range(1, 100_000)]
    public int NameCharacters { get; init; } = 300;

    /// <summary>Characters of a judge's template. Defaults to 32,768.</summary>
    [Range(100, 1_000_000)]
    public int JudgeTemplateCharacters { get; init; } = 32 * 1024;

    /// <summary>How often each placeholder may stand in one part of a judge's template. Defaults to 2.</summary>
    [Range(1, 100)]
    public int JudgePlaceholders { get; init; } = 2;

    /// <summary>Characters of one message to a judge, its texts filled in. Defaults to 1,048,576.</summary>
    [Range(1_000, 100_000_000)]
    public int JudgeMessageCharacters { get; init; } = 1024 * 1024;

    /// <summary>Files of scores that are read at once; others wait. Defaults to 2.</summary>
    [Range(1, 100)]
    public int UploadsAtOnce { get; init; } = 2;

    /// <summary>Submissions of one visitor in 24 hours, whatever becomes of them. Defaults to 200.</summary>
    [Range(1, 1_000_000)]
    public int SubmissionsPerDay { get; init; } = 200;

    /// <summary>Days after which a run that failed or was cancelled is deleted. Defaults to 30.</summary>
    [Range(1, 36_500)]
    public int FailedRunsKeptDays { get; init; } = 30;

    /// <summary>Bytes of what a server says about itself, decompressed. Defaults to 1 MB: gateways list many models.</summary>
    [Range(1_024, 1 << 30)]
    public int IntroductionBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of a reward server's response for each conversation in the request, decompressed. Defaults to 256 KB.</summary>
    [Range(1_024, 1 << 30)]
    public int RewardBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of a judge's response, decompressed. Defaults to 1 MB.</summary>
    [Range(1_024, 1 << 30)]
    public int JudgementBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of a response with the log-probabilities of a text, decompressed. Defaults to 4 MB: each token takes about 100.</summary>
    [Range(1_024, 1 << 30)]
    public int LogprobBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of long responses that this process holds at once, shared evenly by the runs it works on. Defaults to 32 MB.</summary>
    [Range(1_024, 1L << 40)]
    public long ResponseBytesUnderWay { get; init; } = 32 * 1024 * 1024;

    /// <summary>Characters that are kept of a judge's text, of its request and of a response. Defaults to 65,536.</summary>
    [Range(1_000, 100_000_000)]
    public int KeptCharacters { get; init; } = 64 * 1024;

    /// <summary>Characters that are kept of all of a run's responses; beyond them scores are kept and texts are not. Defaults to 268,435,456.</summary>
    [Range(1_000, 1L << 40)]
    public long KeptCharactersPerRun { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long a server may take to say what it is, all questions together. Defaults to a minute.</summary>
    public TimeSpan ProbeTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the answer to one check conversation may take. Defaults to a minute; a judge has five.</summary>
    public TimeSpan CheckTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the process that scores a run may die without a new score before the run fails. Defaults to 3.</summary>
    [Range(1, 1_000)]
    public int DeathsForgiven { get; init; } = 3;

    /// <summary>Rows of downstream results that one visitor may have waiting for review. Defaults to 2,000.</summary>
    [Range(1, 1_000_000)]
    public int UnreviewedRowsPerVisitor { get; init; } = 2_000;

    /// <summary>Rows of downstream results that may wait for review in all. Defaults to 20,000.</summary>
    [Range(1, 10_000_000)]
    public int UnreviewedRows { get; init; } = 20_000;

    /// <summary>Models whose downstream results are analysed, in the order of sources. Defaults to 500.</summary>
    [Range(1, 100_000)]
    public int AnalysedModels { get; init; } = 500;

    /// <summary>Tasks by method whose downstream results are analysed, in the order of sources. Defaults to 40.</summary>
    [Range(1, 10_000)]
    public int AnalysedOutcomes { get; init; } = 40;

    /// <summary>Open pages of one client. Defaults to 100.</summary>
    [Range(1, 1_000_000)]
    public int CircuitsPerClient { get; init; } = 100;

    /// <summary>Open pages in all. Defaults to 1,500: each takes some 300 KB.</summary>
    [Range(1, 1_000_000)]
    public int Circuits { get; init; } = 1_500;

    /// <summary>Connections of one client, unless the site stands behind a proxy. Defaults to 400.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerClient { get; init; } = 400;

    /// <summary>Connections in all. Defaults to 10,000.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; init; } = 10_000;
}

using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Canaries;
using RewardBench2.Evaluation.ChatTemplates;
using RewardBench2.Evaluation.Dpo;
using RewardBench2.Evaluation.Judges;
using RewardBench2.Evaluation.Local;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Probing;
using RewardBench2.Evaluation.Submissions;

namespace RewardBench2.Evaluation.Endpoints;

/// <summary>
/// One submission's way to its rewards: open, probe, check the canaries, then score with <see cref="Backend"/>.
/// A run that goes on later opens and probes again, and leaves the canaries out.
/// </summary>
public sealed class EndpointRun : IAsyncDisposable
{
    // Scores are published at this length unless a row says otherwise.
    private const int DefaultMaxLength = 2_048;

    private readonly SubmissionRequest _request;
    private readonly BackendRequest _asked;
    private readonly EndpointOptions _options;
    private readonly ChatTemplate? _template;
    private readonly IReadOnlyList<EndpointClient> _clients;
    private ProbeReport? _probe;
    private CanaryReport? _canaries;
    private IRewardBackend? _backend;

    private EndpointRun(
        SubmissionRequest request, BackendRequest asked, EndpointOptions options, RunMeter meter, IReadOnlyList<EndpointClient> clients)
    {
        _request = request;
        _asked = asked;
        _options = options;
        _template = ReadTemplate(asked, options);
        _clients = clients;
        Meter = meter;
    }

    public RunMeter Meter { get; }

    /// <summary>Gives the rewards, once the probe found out how.</summary>
    /// <exception cref="InvalidOperationException">There was no probe yet, or it found a problem.</exception>
    public IRewardBackend Backend => _backend ?? throw new InvalidOperationException("Probe first.");

    /// <summary>Opens a submission that <see cref="EndpointRules"/> found well; nothing is called yet.</summary>
    public static EndpointRun Open(
        SubmissionRequest request, EndpointOptions options, RunMeter meter, IResponseCache cache, TimeProvider time)
    {
        var asked = request.Backend ?? throw new ArgumentException("A submission says where its rewards come from.", nameof(request));
        var most = Math.Min(options.MaxConcurrency, request.Limits?.MaxConcurrency ?? options.MaxConcurrency);
        var bounded = options with { MaxConcurrency = most };
        var caps = RunCaps.From(request.Limits);
        EndpointClient Client(EndpointAddress address, string? key) => new(address, key, bounded, meter, caps, cache, time);

        if (asked.Kind == "onnx")
        {
            return new EndpointRun(request, asked, bounded, meter, []);
        }

        var address = EndpointAddress.Parse(asked.Url);
        if (asked.Kind != "dpo")
        {
            return new EndpointRun(request, asked, bounded, meter, [Client(address, asked.ApiKey)]);
        }

        // The key was given for the policy's address; the reference gets it only where that is the same one.
        var reference = EndpointAddress.Parse(asked.ReferenceUrl);
        var referenceKey = address.HasOrigin(reference.Root) ? asked.ApiKey : null;
        return new EndpointRun(request, asked, bounded, meter, [Client(address, asked.ApiKey), Client(reference, referenceKey)]);
    }

    /// <summary>Finds out what serves there, and makes the backend for it.</summary>
    /// <exception cref="RunStoppedException">Nobody answers there, or not without another key.</exception>
    public async Task<ProbeReport> ProbeAsync(CancellationToken cancellationToken)
    {
        _probe = _asked.Kind switch
        {
            "onnx" => new ProbeReport { Protocol = EndpointProtocols.Onnx, Server = "ONNX Runtime" },
            "dpo" => new ProbeReport { Protocol = EndpointProtocols.Dpo, ServedModel = _asked.ServedModel },
            _ => await new EndpointProbe(_clients[0], Settings(new ProbeReport { ServedModel = _asked.ServedModel }), Sample())
                .RunAsync(_asked.Protocol ?? EndpointProtocols.Auto, cancellationToken),
        };
        if (_probe is { Problem: null, Protocol: { } protocol })
        {
            _backend = CreateBackend(protocol, _probe);
        }

        return _probe;
    }

    /// <summary>Asks about the canaries. A failed report stops the run, unless the submitter runs anyway where that makes sense.</summary>
    public async Task<CanaryReport> CheckAsync(CancellationToken cancellationToken) =>
        _canaries = await new CanaryCheck(Backend, _clients, Card(null).Protocol, MaxLength(_probe ?? new ProbeReport())).RunAsync(cancellationToken);

    /// <summary>Whether the run may start after this report.</summary>
    public bool MayStart(CanaryReport report) =>
        report.Verdict != CanaryVerdict.Failed || (report.MayRunAnyway && _request.RunAnyway);

    /// <summary>The exact first request for a prompt; <c>null</c> where nothing is sent.</summary>
    public string? Preview(Prompt prompt) => (Backend as IRequestPreview)?.Preview(prompt);

    /// <summary>The protocol as it stands; the truncated count and the changes grow during the run.</summary>
    public ProtocolCard Card(string? datasetRevision)
    {
        var reading = Meter.Read();
        var card = new ProtocolCard
        {
            Protocol = _probe?.Protocol ?? _asked.Protocol ?? EndpointProtocols.Auto,
            Server = _probe?.Server,
            Version = _probe?.Version,
            ServedModel = _probe?.ServedModel ?? _asked.ServedModel,
            Truncated = reading.Truncated,
            Attribute = _asked.Attribute,
            Changes = reading.Changes,
            Canaries = _canaries?.Verdict.ToString(),
            RanAnyway = _canaries is { Verdict: CanaryVerdict.Failed, MayRunAnyway: true } && _request.RunAnyway,
            DatasetRevision = datasetRevision,
        };
        return EndpointProtocols.IsJudge(card.Protocol) ? WithJudge(card) : WithModel(card);
    }

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
        {
            await _backend.DisposeAsync();
        }

        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    private IRewardBackend CreateBackend(string protocol, ProbeReport probe)
    {
        if (protocol == EndpointProtocols.Onnx)
        {
            return OnnxClassifier.Open(_options.ModelsFolder, _asked.Folder, _template, _asked.MaxLength ?? DefaultMaxLength);
        }

        if (protocol == EndpointProtocols.Dpo)
        {
            return new DpoBackend(
                new CompletionLogprobs(_clients[0], _asked.ServedModel ?? ""),
                new CompletionLogprobs(_clients[1], _asked.ReferenceModel ?? ""),
                _template ?? throw new InvalidOperationException("DPO needs a chat template."),
                _asked.Beta ?? DpoBackend.DefaultBeta);
        }

        return EndpointProtocols.IsJudge(protocol)
            ? new JudgeBackend(_clients[0], probe.ServedModel ?? "", JudgeSettings.From(_request.Judge, protocol))
            : new RewardServerBackend(_clients[0], EndpointProtocols.Create(protocol, Settings(probe)), _template, MaxLength(probe));
    }

    // A local model's folder knows its tokens; what the submitter says goes first.
    private static ChatTemplate? ReadTemplate(BackendRequest asked, EndpointOptions options)
    {
        var said = SpecialTokens.From(asked.BosToken, asked.EosToken);
        var known = asked.Kind == "onnx" ? LocalChatTemplate.FindTokens(options.ModelsFolder, asked.Folder).OverriddenBy(said) : said;
        try
        {
            return ChatTemplate.Parse(asked.ChatTemplate, known);
        }
        catch (ChatTemplateException refused)
        {
            // Submissions are checked, but one may be older than the check.
            throw new RunStoppedException(refused.Message, canResume: false, refused);
        }
    }

    private ServerSettings Settings(ProbeReport probe) => new()
    {
        Model = probe.ServedModel,
        HasChatTemplate = _template is not null,
        MaxLength = MaxLength(probe),
        Attributes = AttributeWeights.Parse(_asked.Attribute),
        BatchSize = probe.BatchSize,
    };

    // A server refuses to cut at more than it can read.
    private int MaxLength(ProbeReport probe) => Math.Min(_asked.MaxLength ?? DefaultMaxLength, probe.ServerMaxLength ?? int.MaxValue);

    private Conversation Sample()
    {
        var prompt = CanaryConversations.Clear[0];
        var text = _template?.Render(prompt.Text, prompt.Completions[0].Text);
        return new Conversation(prompt.Text, prompt.Completions[0].Text, text, text is null ? null : _template?.WithoutBos(text));
    }

    private ProtocolCard WithModel(ProtocolCard card) => card with
    {
        Activation = card.Protocol is EndpointProtocols.Dpo or EndpointProtocols.Onnx or EndpointProtocols.OpenRlhf or EndpointProtocols.NimReward ? null
            : card.Changes.Any(change => change.StartsWith("activation left out", StringComparison.Ordinal)) ? "unknown"
            : "raw",
        ChatTemplate = _template is null || EndpointProtocols.IgnoresChatTemplate(card.Protocol) ? "server"
            : _template.Name == "jinja" ? _asked.ChatTemplate
            : _template.Name,
        MaxLength = _probe is null ? _asked.MaxLength : MaxLength(_probe),
        ReferenceModel = _asked.ReferenceModel,
        Beta = card.Protocol == EndpointProtocols.Dpo ? _asked.Beta ?? DpoBackend.DefaultBeta : null,
    };

    private ProtocolCard WithJudge(ProtocolCard card)
    {
        var settings = JudgeSettings.From(_request.Judge, card.Protocol);
        return card with
        {
            JudgeMode = settings.IsRanking ? "ranking; Ties by ratings" : "ratings",
            JudgePromptHash = settings.Prompts.HashFor(card.Protocol),
            JudgePrompts = settings.Prompts.AreOurs ? "ours" : "pasted",
            Seed = settings.IsRanking ? settings.Seed : null,
            BothOrders = settings.IsRanking ? settings.BothOrders : null,
            RankingTokens = settings.IsRanking ? settings.RankingTokens : null,
            RatingTokens = settings.RatingTokens,
        };
    }
}

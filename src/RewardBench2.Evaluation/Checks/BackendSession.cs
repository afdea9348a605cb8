using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Dpo;
using RewardBench2.Evaluation.Backends.Onnx;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Checks;

/// <summary>
/// One submission's way to its rewards: open, probe, check the canaries, then score with <see cref="Backend"/>.
/// A run that goes on later opens and probes again, and leaves the canaries out.
/// </summary>
public sealed class BackendSession : IAsyncDisposable
{
    private readonly SubmissionRequest _request;
    private readonly EndpointOptions _options;
    private readonly ChatTemplate? _template;
    private readonly IReadOnlyList<EndpointClient> _clients;
    private readonly ILogger _log;
    private Opened? _opened;
    private ProbeReport _probe = new();
    private CanaryReport? _canaries;

    private BackendSession(
        SubmissionRequest request, EndpointOptions options, RunMeter meter, IReadOnlyList<EndpointClient> clients, ILogger log)
    {
        _request = request;
        _options = options;
        _template = request.Backend is ModelRequest model ? ReadTemplate(model, options) : null;
        _clients = clients;
        _log = log;
        Meter = meter;
    }

    public RunMeter Meter { get; }

    /// <summary>Gives the rewards, once the probe found out how.</summary>
    /// <exception cref="InvalidOperationException">There was no probe yet, or it found a problem.</exception>
    public IRewardBackend Backend => Ready.Backend;

    /// <summary>What the backend speaks, once the probe found out.</summary>
    /// <inheritdoc cref="Backend"/>
    public BackendProtocol Protocol => Ready.Protocol;

    private Opened Ready => _opened ?? throw new InvalidOperationException("Probe first.");

    /// <summary>Opens a submission that <see cref="BackendRules"/> found well; nothing is called yet.</summary>
    /// <param name="log">Hears what operators should know.</param>
    public static BackendSession Open(
        SubmissionRequest request, EndpointOptions options, RunMeter meter, IResponseCache cache, TimeProvider time, ILogger? log = null)
    {
        var most = Math.Min(options.MaxConcurrency, request.Limits?.MaxConcurrency ?? options.MaxConcurrency);
        var bounded = options with { MaxConcurrency = most };
        var caps = RunCaps.From(request.Limits);
        return new BackendSession(request, bounded, meter, [.. Addresses(request.Backend).Select(
            served => new EndpointClient(served.Address, served.Secrets, bounded, meter, caps, cache, time))], log ?? NullLogger.Instance);
    }

    /// <summary>Finds out what serves there, and opens the backend for it.</summary>
    /// <exception cref="RunStoppedException">Nobody answers there, or not without another key.</exception>
    public async Task<ProbeReport> ProbeAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.ProbeTime);
        try
        {
            _probe = await ProbeWithinAsync(limit.Token);
            _probe = _probe with { Version = HideSecrets(_probe.Version), Problem = HideSecrets(_probe.Problem) };
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RunStoppedException(
                $"The server did not say within {_options.ProbeTime.TotalSeconds:0.#} s what it is. Resume when it answers.", canResume: true, late);
        }

        if (_probe.Problem is null && BackendProtocols.Find(_probe.Protocol) is { } protocol)
        {
            _opened = new Opened(protocol, protocol.Open(Inputs(_probe.Found)));
        }

        return _probe;
    }

    /// <summary>What the probe found, as it may be kept and shown: a server may call its model by the key.</summary>
    public ProbeReport Shown(ProbeReport probe) => probe with { ServedModel = HideSecrets(probe.ServedModel) };

    private string? HideSecrets(string? text) => text is null ? null : _clients.Aggregate(text, (shown, client) => client.HideSecrets(shown));

    private async Task<ProbeReport> ProbeWithinAsync(CancellationToken cancellationToken) => _request.Backend switch
        {
            OnnxRequest => new ProbeReport { Protocol = OnnxProtocol.Instance.Name, Server = "ONNX Runtime" },
            DpoRequest dpo => new ProbeReport { Protocol = DpoProtocol.Instance.Name, ServedModel = dpo.ServedModel },
            EndpointRequest endpoint => await new EndpointProbe(
                _clients[0], ServerSettings.From(Inputs(new FoundServer(endpoint.ServedModel))), CanaryConversations.Sample(_template))
                .RunAsync(endpoint.Protocol ?? BackendProtocols.Auto, cancellationToken),
            var other => throw new InvalidOperationException($"A backend of the kind {other?.Kind} is not probed."),
        };

    /// <summary>Asks about the canaries. A failed report stops the run, unless the submitter runs anyway where that makes sense.</summary>
    public async Task<CanaryReport> CheckAsync(CancellationToken cancellationToken) =>
        _canaries = await new CanaryCheck(Backend, _clients, Protocol, Inputs(_probe.Found).MaxLength)
        {
            LongestAnswer = Protocol.IsJudge || _clients.Count == 0 ? _options.AttemptTimeout : _options.CheckTime,
        }.RunAsync(cancellationToken);

    /// <summary>Whether the run may start after this report.</summary>
    public bool MayStart(CanaryReport report) =>
        report.Verdict != CanaryVerdict.Failed || (report.MayRunAnyway && _request.RunAnyway);

    /// <summary>The exact first request for a prompt; <c>null</c> where nothing is sent.</summary>
    public string? Preview(Prompt prompt) => (Backend as IRequestPreview)?.Preview(prompt);

    /// <summary>The protocol as it stands; the truncated count and the changes grow during the run.</summary>
    public ProtocolCard Card(string? datasetRevision)
    {
        var reading = Meter.Read();
        var endpoint = _request.Backend as EndpointRequest;
        var card = new ProtocolCard
        {
            Protocol = _probe.Protocol ?? endpoint?.Protocol ?? BackendProtocols.Auto,
            Server = _probe.Server,
            Version = _probe.Version,
            ServedModel = HideSecrets(_probe.ServedModel ?? endpoint?.ServedModel),
            Truncated = reading.Truncated,
            Headers = _request.Backend is ServedRequest { Headers: { Count: > 0 } headers } ? [.. headers.Keys] : null,
            Attribute = endpoint?.Attribute ?? (_request.Backend as OnnxRequest)?.Attribute,
            Changes = reading.Changes,
            Canaries = _canaries?.Verdict.ToString(),
            RanAnyway = _canaries is { Verdict: CanaryVerdict.Failed, MayRunAnyway: true } && _request.RunAnyway,
            DatasetRevision = datasetRevision,
        };
        return BackendProtocols.Find(card.Protocol)?.Describe(card, Inputs(_probe.Found)) ?? card;
    }

    public async ValueTask DisposeAsync()
    {
        if (_opened is not null)
        {
            await _opened.Backend.DisposeAsync();
        }

        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    // A local model's folder knows its tokens; what the submitter says goes first.
    private static ChatTemplate? ReadTemplate(ModelRequest model, EndpointOptions options)
    {
        var said = SpecialTokens.From(model);
        var known = model is OnnxRequest onnx ? LocalChatTemplate.FindTokens(options.ModelsFolder, onnx.Folder).OverriddenBy(said) : said;
        try
        {
            return ChatTemplate.Parse(model.ChatTemplate, known);
        }
        catch (ChatTemplateException refused)
        {
            // Submissions are checked, but one may be older than the check.
            throw new RunStoppedException(refused.Message, canResume: false, refused);
        }
    }

    private BackendInputs Inputs(FoundServer found) => new(_request, _clients, _template, found, _options.ModelsFolder) { Log = _log };

    // Key and headers were given for the policy's address; the reference gets them only where that is the same one.
    private static IEnumerable<(EndpointAddress Address, EndpointSecrets Secrets)> Addresses(BackendRequest? backend)
    {
        if (backend is not ServedRequest served)
        {
            yield break;
        }

        var address = EndpointAddress.Parse(served.Url);
        var secrets = new EndpointSecrets(served.ApiKey, served.Headers);
        yield return (address, secrets);
        if (served is DpoRequest dpo)
        {
            var reference = EndpointAddress.Parse(dpo.ReferenceUrl);
            yield return (reference with { Called = "The reference's server" }, address.HasOrigin(reference.Root) ? secrets : EndpointSecrets.None);
        }
    }

    private sealed record Opened(BackendProtocol Protocol, IRewardBackend Backend);
}

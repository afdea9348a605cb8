using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Finds out what serves at an address: by what it says of itself first, then by what it answers.</summary>
/// <param name="client">Asks.</param>
/// <param name="settings">As submitted; the model may be missing.</param>
/// <param name="sample">A conversation to try, through the chat template where there is one.</param>
public sealed class EndpointProbe(EndpointClient client, ServerSettings settings, Conversation sample)
{
    private readonly ProbeTranscript _notes = new(client);
    private bool _servesSeveral;

    /// <summary>Finds the protocol (<c>auto</c>), or learns what helps to speak the one that was named.</summary>
    /// <exception cref="RunStoppedException">Nobody answers there, or not without another key.</exception>
    public async Task<ProbeReport> RunAsync(string protocol, CancellationToken cancellationToken)
    {
        var found = await IntroduceAsync(new ProbeReport { ServedModel = settings.Model }, cancellationToken);
        if (protocol != BackendProtocols.Auto)
        {
            _notes.Conclude($"protocol {protocol}", "Used because the submission names it.");
            found = found with { Protocol = protocol };
            await TryNamedAsync(found, protocol, cancellationToken);
        }
        else if (found.Protocol is null && found.Problem is null)
        {
            found = await TryProtocolsAsync(found, cancellationToken);
        }

        // A named protocol may be spoken where nothing else is; that is for the canaries to say.
        return found.Protocol is null && _notes is { IsSilent: true, MostTelling: { } silence }
            ? throw new RunStoppedException(silence.Sentence, canResume: true)
            : Complete(found) with { Steps = _notes.Steps };
    }

    // What servers say of themselves; each of these paths belongs to one family.
    private async Task<ProbeReport> IntroduceAsync(ProbeReport report, CancellationToken cancellationToken)
    {
        var root = client.Address.Root;
        if (await _notes.GetAsync(new(root, "info"), ServerFingerprints.ConcludeTei, cancellationToken) is { } info)
        {
            return ServerFingerprints.ReadTei(report, info);
        }

        // Infinity lists its models without a version in the path.
        foreach (var url in new Uri[] { new(client.Address.OpenAi, "models"), new(root, "models") }.Distinct())
        {
            if (await _notes.GetAsync(url, ServerFingerprints.ConcludeModels, cancellationToken) is { } models)
            {
                report = ServerFingerprints.ReadModels(report, models);
                _servesSeveral = ServerFingerprints.ServesSeveral(models);
                break;
            }
        }

        foreach (var path in report.Server is null or ServerFingerprints.Sglang ? new[] { "get_model_info", "model_info" } : [])
        {
            if (await _notes.GetAsync(new(root, path), ServerFingerprints.ConcludeSglang, cancellationToken) is { } model)
            {
                return ServerFingerprints.ReadSglang(report, model);
            }
        }

        return report.Server == ServerFingerprints.Vllm
            && await _notes.GetAsync(new(root, "version"), ServerFingerprints.ConcludeVersion, cancellationToken) is { } version
                ? report with { Version = ServerError.Shorten(version.GetProperty("version").ToString(), 60) }
                : report;
    }

    private async Task<ProbeReport> TryProtocolsAsync(ProbeReport report, CancellationToken cancellationToken)
    {
        if (await FindAsync(report, cancellationToken) is { } found)
        {
            return found;
        }

        var chat = await TryChatAsync(report, cancellationToken);
        if (chat.Protocol is not null || !client.Address.HasOwnPath)
        {
            return chat;
        }

        _notes.Conclude("the address as it stands", "Nothing was found below it; it may be a gateway's own path.");
        client.UseWholeAddress();
        return await FindAsync(report, cancellationToken) ?? report;
    }

    private async Task<ProbeReport?> FindAsync(ProbeReport report, CancellationToken cancellationToken)
    {
        var known = settings with { Model = report.ServedModel };
        var candidates = ServerProtocols.All
            .Where(protocol => protocol.IsTriedFor(report.ServedModel))
            .Select(protocol => (Protocol: protocol, Adapter: protocol.Create(known)));

        // Whoever submits a path means the protocol that is spoken there.
        foreach (var (candidate, adapter) in candidates.OrderByDescending(one => one.Adapter.UrlAt(client.Address) == client.Address.Given))
        {
            if (await AnswersAsync(candidate, adapter, cancellationToken) is { } reward)
            {
                await ProbeActivation.CheckAsync(_notes, client, adapter, sample, reward, cancellationToken);
                return report with { Protocol = candidate.Name };
            }
        }

        return null;
    }

    // A named protocol is not doubted; whether it answers at all is for the canaries to say.
    private async Task TryNamedAsync(ProbeReport report, string protocol, CancellationToken cancellationToken)
    {
        if (BackendProtocols.Find(protocol) is not ServerProtocol server
            || (server.NeedsChatTemplate && !settings.HasChatTemplate)
            || !(server.HasActivationParameter || client.Address.HasOwnPath))
        {
            return;
        }

        var adapter = server.Create(settings with { Model = report.ServedModel });
        var reward = await AnswersAsync(server, adapter, cancellationToken);
        if (reward is null && client.Address.HasOwnPath)
        {
            reward = await TryWholeAsync(server, adapter, cancellationToken);
        }

        if (server.HasActivationParameter && reward is { } number)
        {
            await ProbeActivation.CheckAsync(_notes, client, adapter, sample, number, cancellationToken);
        }
    }

    private async Task<double?> TryWholeAsync(ServerProtocol protocol, IRewardProtocol adapter, CancellationToken cancellationToken)
    {
        var whole = client.Address.AsWhole();
        var reward = await AnswersAsync(protocol, adapter, cancellationToken, whole);
        if (reward is not null)
        {
            client.UseWholeAddress();
        }

        return reward;
    }

    private async Task<double?> AnswersAsync(
        ServerProtocol protocol, IRewardProtocol adapter, CancellationToken cancellationToken, EndpointAddress? address = null)
    {
        double? reward = null;
        await _notes.PostAsync(adapter.UrlAt(address ?? client.Address), adapter.Write([Asked(protocol)]), response =>
        {
            if (!response.IsSuccess)
            {
                return $"Does not speak {protocol.Name}.";
            }

            reward = ServedRewards.Read(adapter, response.ReadJson(), 1).Rewards[0];
            return $"Speaks {protocol.Name}.";
        }, cancellationToken);
        return reward;
    }

    // To be told which template is missing, a server has to be recognised without one.
    private Conversation Asked(ServerProtocol protocol) => protocol.NeedsChatTemplate && !settings.HasChatTemplate
        ? sample with { Text = $"{sample.Prompt}\n\n{sample.Completion}", TextWithoutBos = $"{sample.Prompt}\n\n{sample.Completion}" }
        : sample;

    private async Task<ProbeReport> TryChatAsync(ProbeReport report, CancellationToken cancellationToken)
    {
        if (report.ServedModel is null)
        {
            return report;
        }

        var speaks = false;
        await _notes.PostAsync(new(client.Address.OpenAi, "chat/completions"), ServerFingerprints.Greeting(report.ServedModel), response =>
        {
            speaks = response.IsSuccess && response.Body.Contains("\"choices\"", StringComparison.Ordinal);
            return speaks ? "A chat model, which can judge by ranking." : "Not a chat model either.";
        }, cancellationToken);
        return speaks ? report with { Protocol = JudgeProtocol.Ranking.Name } : report;
    }

    private ProbeReport Complete(ProbeReport report)
    {
        var problem = report.Problem ?? BackendProtocols.Find(report.Protocol) switch
        {
            null when _servesSeveral && report.ServedModel is null =>
                "The server lists several models. Fill in the field “served model”.",
            null => _notes.MostTelling?.Sentence
                ?? "No protocol was recognised at this address. Check the address and that the server has finished loading, or name the protocol. "
                + $"A sequence classifier is served by: {VllmClassify.Protocol.LaunchCommand}",
            { NeedsChatTemplate: true } protocol when !settings.HasChatTemplate =>
                $"A server of the kind {protocol.Name} does not apply a chat template: choose one, or paste the model's own.",
            { NeedsModel: true } when report.ServedModel is null =>
                "The server does not say which model it serves, or serves several. Fill in the field “served model”.",
            _ => null,
        };
        return report with { Problem = problem, IsTransient = problem is not null && problem == _notes.MostTelling?.Sentence && _notes.MostTelling.IsTransient };
    }
}

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
            _notes.Conclude($"protocol {protocol}", "Used because it was submitted.");
            found = found with { Protocol = protocol };
            await CheckActivationAsync(found, protocol, cancellationToken);
        }
        else if (found.Protocol is null && found.Problem is null)
        {
            found = await TryProtocolsAsync(found, cancellationToken);
        }

        return Complete(found) with { Steps = _notes.Steps };
    }

    // What servers say of themselves; each of these paths belongs to one family.
    private async Task<ProbeReport> IntroduceAsync(ProbeReport report, CancellationToken cancellationToken)
    {
        var root = client.Address.Root;
        if (await _notes.GetAsync(new(root, "info"), ServerFingerprints.ConcludeTei, cancellationToken) is { } info)
        {
            return ServerFingerprints.ReadTei(report, info);
        }

        if (await _notes.GetAsync(new(client.Address.OpenAi, "models"), ServerFingerprints.ConcludeModels, cancellationToken) is { } models)
        {
            report = ServerFingerprints.ReadModels(report, models);
            _servesSeveral = ServerFingerprints.ServesSeveral(models);
        }

        foreach (var path in report.Server == ServerFingerprints.Vllm ? [] : new[] { "get_model_info", "model_info" })
        {
            if (await _notes.GetAsync(new(root, path), ServerFingerprints.ConcludeSglang, cancellationToken) is { } model)
            {
                return ServerFingerprints.ReadSglang(report, model);
            }
        }

        return report.Server == ServerFingerprints.Vllm
            && await _notes.GetAsync(new(root, "version"), ServerFingerprints.ConcludeVersion, cancellationToken) is { } version
                ? report with { Version = version.GetProperty("version").ToString() }
                : report;
    }

    private async Task<ProbeReport> TryProtocolsAsync(ProbeReport report, CancellationToken cancellationToken)
    {
        var known = settings with { Model = report.ServedModel };
        foreach (var candidate in ServerProtocols.All.Where(protocol => protocol.IsTriedFor(report.ServedModel)))
        {
            var adapter = candidate.Create(known);
            if (await AnswersAsync(candidate, adapter, cancellationToken) is { } reward)
            {
                await ProbeActivation.CheckAsync(_notes, client, adapter, sample, reward, cancellationToken);
                return report with { Protocol = candidate.Name };
            }
        }

        return await TryChatAsync(report, cancellationToken);
    }

    // A named protocol is not doubted; whether it answers at all is for the canaries to say.
    private async Task CheckActivationAsync(ProbeReport report, string protocol, CancellationToken cancellationToken)
    {
        if (BackendProtocols.Find(protocol) is not ServerProtocol { HasActivationParameter: true } server)
        {
            return;
        }

        var adapter = server.Create(settings with { Model = report.ServedModel });
        if (await AnswersAsync(server, adapter, cancellationToken) is { } reward)
        {
            await ProbeActivation.CheckAsync(_notes, client, adapter, sample, reward, cancellationToken);
        }
    }

    private async Task<double?> AnswersAsync(ServerProtocol protocol, IRewardProtocol adapter, CancellationToken cancellationToken)
    {
        double? reward = null;
        await _notes.PostAsync(adapter.UrlAt(client.Address), adapter.Write([sample]), reply =>
        {
            if (!reply.IsSuccess)
            {
                return $"Does not speak {protocol.Name}.";
            }

            try
            {
                reward = adapter.Read(reply.ReadJson(), 1).Rewards[0];
                return $"Speaks {protocol.Name}.";
            }
            catch (UnreadableResponseException unreadable)
            {
                return unreadable.Message;
            }
        }, cancellationToken);
        return reward;
    }

    private async Task<ProbeReport> TryChatAsync(ProbeReport report, CancellationToken cancellationToken)
    {
        if (report.ServedModel is null)
        {
            return report;
        }

        var speaks = false;
        await _notes.PostAsync(new(client.Address.OpenAi, "chat/completions"), ServerFingerprints.Greeting(report.ServedModel), reply =>
        {
            speaks = reply.IsSuccess && reply.Body.Contains("\"choices\"", StringComparison.Ordinal);
            return speaks ? "A chat model: it can judge by ranking." : "No chat model either.";
        }, cancellationToken);
        return speaks ? report with { Protocol = JudgeProtocol.Ranking.Name } : report;
    }

    private ProbeReport Complete(ProbeReport report)
    {
        var problem = report.Problem ?? BackendProtocols.Find(report.Protocol) switch
        {
            null when _servesSeveral && report.ServedModel is null =>
                "The server lists several models. Fill in the field “served model”.",
            null => "No protocol was recognised at this address. Check the address and that the server has finished loading, or name the protocol. "
                + $"A sequence classifier is served by: {VllmClassify.Protocol.LaunchCommand}",
            { NeedsChatTemplate: true } protocol when !settings.HasChatTemplate =>
                $"A server of the kind {protocol.Name} does not apply a chat template: choose one, or paste the model's own.",
            { NeedsModel: true } when report.ServedModel is null =>
                "The server does not say which model it serves, or serves several. Fill in the field “served model”.",
            _ => null,
        };
        return report with { Problem = problem };
    }
}

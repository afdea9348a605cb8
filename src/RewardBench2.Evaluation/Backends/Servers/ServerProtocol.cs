using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>A protocol of reward-model servers. Each declares itself in its own file; <see cref="ServerProtocols.All"/> lists them.</summary>
/// <param name="create">Makes the adapter that writes requests and reads responses.</param>
public sealed class ServerProtocol(Func<ServerSettings, IRewardProtocol> create) : BackendProtocol
{
    /// <summary>Scores are raw unless the server left the parameter out that asks for it.</summary>
    public bool HasActivation { get; init; }

    /// <summary>The parameter is <c>use_activation</c>, which older servers spell otherwise: worth a second question.</summary>
    public bool HasActivationParameter { get; init; }

    /// <summary>The server says how many tokens it made of a text.</summary>
    public bool CountsTokens { get; init; }

    /// <summary>The server puts a beginning-of-sequence token before every text, so texts go out without one.</summary>
    public bool AddsBos { get; init; }

    /// <summary>Whether <c>auto</c> tries it on a server that does not say what it is; told the served model's name. Defaults to always.</summary>
    public Func<string?, bool> IsTriedFor { get; init; } = _ => true;

    /// <summary>The adapter.</summary>
    public IRewardProtocol Create(ServerSettings settings) => create(settings);

    /// <inheritdoc/>
    public override IRewardBackend Open(BackendInputs inputs) =>
        new RewardServerBackend(inputs.Clients[0], Create(ServerSettings.From(inputs)), inputs.Template, inputs.MaxLength);

    /// <inheritdoc/>
    public override Func<Prompt, RunPlan> PlanFor(SubmissionRequest request)
    {
        var hasTemplate = !string.IsNullOrWhiteSpace((request.Backend as ModelRequest)?.ChatTemplate);
        var batch = Create(new ServerSettings { HasChatTemplate = hasTemplate }).BatchSize;
        return prompt => new RunPlan((prompt.Completions.Count + batch - 1) / batch, TokenUsage.Estimate(RunPlan.Characters(prompt)), 0, null);
    }

    /// <inheritdoc/>
    public override ProtocolCard Describe(ProtocolCard card, BackendInputs inputs) => card.WithTemplate(this, inputs) with
    {
        Activation = !HasActivation ? null
            : card.Changes.Any(change => change.StartsWith("activation left out", StringComparison.Ordinal) || change.StartsWith("raw_scores left out", StringComparison.Ordinal)) ? "unknown"
            : "raw",
    };
}

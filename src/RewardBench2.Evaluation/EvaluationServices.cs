using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Evaluation.Runs;
using RewardBench2.Evaluation.Submissions;

namespace RewardBench2.Evaluation;

/// <summary>Registers the queue, the worker and what submissions need. The site adds an <see cref="IProgressAnnouncer"/>.</summary>
public static class EvaluationServices
{
    public static IServiceCollection AddEvaluation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EvaluationOptions>()
            .Bind(configuration.GetSection(EvaluationOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<SubmissionOptions>()
            .Bind(configuration.GetSection(SubmissionOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<WorkSignal>()
            .AddSingleton<WorkerName>()
            .AddSingleton<QueueSilence>()
            .AddSingleton<RunScoring>()
            .AddSingleton<StoragePatience>()
            .AddSingleton<RunEvaluationServices>()
            .AddSingleton<SecretKeeper>()
            .AddSingleton<EndpointOpening>()
            .AddSingleton<RunOpener>()
            .AddSingleton<ProgressReader>()
            .AddSingleton<RunControl>()
            .AddSingleton<RunPublication>()
            .AddSingleton<ScoresUpload>()
            .AddSingleton<SubmissionLimits>()
            .AddSingleton<SubmissionService>()
            .AddHostedService<EvaluationWorker>()
            .AddHostedService<QueueWatch>();
    }
}

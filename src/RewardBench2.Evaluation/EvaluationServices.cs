using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Scoring;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Evaluation.Worker;

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
        services.AddOptions<LimitsOptions>()
            .Bind(configuration.GetSection(LimitsOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<WorkSignal>()
            .AddSingleton<WorkerName>()
            .AddSingleton<StalledRuns>()
            .AddSingleton<FinalScores>()
            .AddSingleton<StorageRetry>()
            .AddSingleton<RunStore>()
            .AddSingleton<RunAnnouncer>()
            .AddSingleton<QueuePositions>()
            .AddSingleton<ModelNames>()
            .AddSingleton<SubmissionTargets>()
            .AddSingleton<NewRuns>()
            .AddSingleton<EndpointSecretProtector>()
            .AddSingleton<SharedChecks>()
            .AddSingleton<EndpointChecks>()
            .AddSingleton<RunStarter>()
            .AddSingleton<ProgressReader>()
            .AddSingleton<RunControl>()
            .AddSingleton<RunPublishing>()
            .AddSingleton<ScoresUpload>()
            .AddSingleton<UploadReading>()
            .AddSingleton<HubSource>()
            .AddSingleton<HubTemplates>()
            .AddSingleton<SubmissionLimits>()
            .AddSingleton<RunPlans>()
            .AddSingleton<SubmissionService>()
            .AddHostedService<EvaluationWorker>()
            .AddHostedService<StalledRunMonitor>()
            .AddSingleton<OldRuns>()
            .AddHostedService(provider => provider.GetRequiredService<OldRuns>());
    }
}

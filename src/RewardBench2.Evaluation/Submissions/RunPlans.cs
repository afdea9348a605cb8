using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Says what a submission will take before anything is sent.</summary>
public sealed class RunPlans(PromptTable prompts) : IDisposable
{
    // A plan depends on little of a request, and its texts are many: what was counted once is kept.
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 256 });

    public void Dispose() => _kept.Dispose();

    /// <summary>Counts the requests and tokens of a submission. An endpoint whose protocol is to be found out is counted as one of vLLM's.</summary>
    /// <returns><c>null</c> for files and baselines, which send nothing.</returns>
    /// <exception cref="FormatException">The judge's template lacks a placeholder, or its reader is unknown.</exception>
    public async Task<RunPlan?> EstimateAsync(SubmissionRequest request, DatasetRow dataset, CancellationToken cancellationToken)
    {
        if (FindProtocol(request.Backend) is not { } protocol)
        {
            return null;
        }

        // Prices only multiply what was counted.
        var hasTemplate = !string.IsNullOrWhiteSpace((request.Backend as ModelRequest)?.ChatTemplate);
        var key = (dataset.DatasetId, dataset.Revision, protocol.Name, hasTemplate, protocol.IsJudge ? Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request.Judge))) : "");
        if (!_kept.TryGetValue(key, out RunPlan? plan))
        {
            var rows = await prompts.ReadAllAsync(dataset.DatasetId, cancellationToken);
            plan = RunPlan.Estimate(await prompts.ReadWholeAsync(rows, cancellationToken), request with { Limits = null }, protocol);
            _kept.Set(key, plan, new MemoryCacheEntryOptions { Size = 1 });
        }

        return plan!.WithCost(request.Limits);
    }

    private static BackendProtocol? FindProtocol(BackendRequest? backend) => backend switch
    {
        EndpointRequest endpoint => BackendProtocols.Find(endpoint.Protocol) ?? VllmClassify.Protocol,
        ModelRequest model => BackendProtocols.Find(model.Kind),
        _ => null,
    };
}

using Microsoft.Extensions.Caching.Memory;
using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Templates;

/// <summary>Fetches chat templates and special tokens from models' repositories on the hub.</summary>
/// <remarks>
/// Visitors choose the model, so it is read without the operator's token, lest they look into private repositories; only
/// gated ones, which everybody may know of, are read with it.
/// </remarks>
public sealed class HubTemplates(HubSource hub) : IDisposable
{
    // Lists of added tokens make some configurations large; the longest template that is taken has 128 K characters.
    private const int MaxConfigBytes = 8 * 1024 * 1024;
    private const int MaxTemplateBytes = 512 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Somebody waits for the answer.
    private static readonly HubLimits Limits = new()
    {
        StallTimeout = TimeSpan.FromSeconds(15),
        Attempts = 3,
        AttemptsInAll = 3,
        LongestWait = TimeSpan.FromSeconds(5),
    };

    private readonly SemaphoreSlim _places = new(4);

    // What a visitor looked at in the form is submitted a minute later; a commit's files never change.
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 16 * 1024 * 1024 });

    public void Dispose()
    {
        _places.Dispose();
        _kept.Dispose();
    }

    /// <summary>Fetches a model's template.</summary>
    /// <param name="isOperator">Whether everything may be read that the operator's token opens.</param>
    /// <returns>The template, or why there is none and what to do.</returns>
    public async Task<(HubTemplate? Template, Refusal? Refusal)> FetchAsync(HubRepository model, bool isOperator, CancellationToken cancellationToken)
    {
        // An operator may have read what others may not.
        var key = (model, isOperator);
        if (_kept.TryGetValue(key, out HubTemplate? kept))
        {
            return (kept, null);
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(Patience);
        try
        {
            await _places.WaitAsync(waiting.Token);
            try
            {
                var template = await ReadAsync(model, isOperator, waiting.Token);
                Keep(template, isOperator);
                return (template, null);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Refuse($"The hub did not hand out the files of {model} within {Patience.TotalSeconds:0} seconds."));
        }
        catch (HubException refused)
        {
            return (null, Refuse(refused.Message));
        }
        catch (FormatException unusable)
        {
            return (null, Refuse($"{model} on the hub has no chat template that can be used: {unusable.Message}."));
        }
    }

    private void Keep(HubTemplate template, bool isOperator)
    {
        if (template.Model.IsPinned)
        {
            _kept.Set((template.Model, isOperator), template, new MemoryCacheEntryOptions { Size = template.Text.Length, SlidingExpiration = TimeSpan.FromHours(1) });
        }
    }

    private static Refusal Refuse(string why) =>
        new("backend.chatTemplate", $"{why} Or paste the model's chat template here, and give bosToken and eosToken.");

    private async Task<HubTemplate> ReadAsync(HubRepository model, bool isOperator, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(model, hub.Open(Limits, usesToken: isOperator), cancellationToken);
        }
        catch (HubException refused) when (refused.IsGated && hub.HasToken && !isOperator)
        {
            return await ReadAsync(model, hub.Open(Limits), cancellationToken);
        }
    }

    private static async Task<HubTemplate> ReadAsync(HubRepository model, HubDownload download, CancellationToken cancellationToken)
    {
        var snapshot = await download.ReadAsync(model, onWait: null, cancellationToken);
        var template = await ReadTextAsync(TemplateFiles.TemplateName, MaxTemplateBytes);
        var config = TokenizerConfig.Read(new TemplateFiles
        {
            Config = await ReadTextAsync(TemplateFiles.ConfigName, MaxConfigBytes),
            Template = template,
            SpecialTokens = await ReadTextAsync(TemplateFiles.SpecialTokensName, MaxConfigBytes),
            Processor = template is null ? await ReadTextAsync(TemplateFiles.ProcessorName, MaxConfigBytes) : null,
            FurtherNames = [.. snapshot.Files.Select(file => file.Path).Where(IsFurther).Select(path => Path.GetFileNameWithoutExtension(path))],
        });
        return config is { Template: { } text, TemplateFile: { } file } && !string.IsNullOrWhiteSpace(text)
            ? new HubTemplate(snapshot.Repository, file, text, config.Tokens)
            : throw new FormatException($"neither {TemplateFiles.TemplateName} nor {TemplateFiles.ConfigName} holds one");

        async Task<string?> ReadTextAsync(string path, int maxBytes) => snapshot.Files.FirstOrDefault(file => file.Path == path) is { } file
            ? await download.ReadTextAsync(snapshot, file, maxBytes, cancellationToken)
            : null;
    }

    private static bool IsFurther(string path) =>
        path.StartsWith(TemplateFiles.FurtherFolder, StringComparison.Ordinal) && path.EndsWith(".jinja", StringComparison.Ordinal);
}

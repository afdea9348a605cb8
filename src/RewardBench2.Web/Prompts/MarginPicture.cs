using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Prompts;

/// <summary>All models' margins on a prompt, largest first: bars above zero are right, below wrong. Markup made of numbers only.</summary>
public static class MarginPicture
{
    public static MarkupString Draw(IReadOnlyList<ExplorerModel> models, int prompt)
    {
        var margins = models.Select(model => model.Margins[prompt]).Where(margin => !double.IsNaN(margin)).OrderDescending().ToList();
        if (margins.Count == 0)
        {
            return default;
        }

        // A few huge margins would flatten all others.
        var scale = Math.Min(3, Math.Max(0.1, margins.Max(Math.Abs)));
        var right = new StringBuilder();
        var wrong = new StringBuilder();
        for (var at = 0; at < margins.Count; at++)
        {
            var height = Math.Clamp(margins[at] / scale, -1, 1) * 48;
            (height > 0 ? right : wrong).Append(CultureInfo.InvariantCulture, $"M{at + 0.1:0.#} 50v{-height:0.#}h.8V50z");
        }

        var above = margins.Count(margin => margin > 0);
        return new MarkupString(string.Create(CultureInfo.InvariantCulture, $"""
            <svg class="margins" viewBox="0 0 {margins.Count} 100" preserveAspectRatio="none" role="img" aria-label="Margins of {margins.Count} models, from {Numbers.UpTo(margins[0], decimals: 2)} to {Numbers.UpTo(margins[^1], decimals: 2)} times the typical margin; {above} above zero"><path class="is-right" d="{right}"/><path class="is-wrong" d="{wrong}"/><path class="zero" d="M0 50h{margins.Count}"/></svg>
            """));
    }
}

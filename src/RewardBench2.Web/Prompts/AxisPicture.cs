using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Prompts;

/// <summary>
/// One model's rewards on an axis: dots above are chosen completions, crosses below rejected ones; the solid line is the
/// spread of the chosen, the broken one the margin. Markup made of numbers only.
/// </summary>
public static class AxisPicture
{
    private const double Edge = 5;

    /// <param name="rewards">One per completion, chosen ones first.</param>
    /// <param name="low">Left end of the axis. Defaults to the lowest reward.</param>
    /// <param name="high">Right end of the axis. Defaults to the highest reward.</param>
    /// <param name="width">In CSS pixels, at a height of 18. Defaults to 220.</param>
    public static MarkupString Draw(IReadOnlyList<double> rewards, int chosenCount, double? low = null, double? high = null, int width = 220)
    {
        if (rewards.Count <= chosenCount)
        {
            return default;
        }

        var (from, to) = (low ?? rewards.Min(), high ?? rewards.Max());
        double At(double reward) => to > from ? Edge + ((reward - from) / (to - from) * (width - (2 * Edge))) : width / 2.0;

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"axis\" viewBox=\"0 0 {width} 18\" role=\"img\" aria-label=\"");
        svg.Append(CultureInfo.InvariantCulture, $"{rewards.Count} rewards from {Numbers.UpTo(rewards.Min(), decimals: 3)} to {Numbers.UpTo(rewards.Max(), decimals: 3)}\"><path class=\"line\" d=\"M0 9h{width}\"/>");
        var chosen = rewards.Take(chosenCount).ToList();
        var rejected = rewards.Skip(chosenCount).ToList();
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"spread\" d=\"M{At(chosen.Min()):0.#} 1.5H{At(chosen.Max()):0.#}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"margin\" d=\"M{At(rejected.Max()):0.#} 9H{At(chosen.Min()):0.#}\"/>");
        svg.Append("<path class=\"rejected-mark\" d=\"");
        foreach (var reward in rejected)
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{At(reward) - 2.5:0.#} 11l5 5m0-5l-5 5");
        }

        svg.Append("\"/><path class=\"chosen-mark\" d=\"");
        foreach (var reward in chosen)
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{At(reward) - 2.8:0.#} 5a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0");
        }

        return new MarkupString(svg.Append("\"/></svg>").ToString());
    }
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Prompts;

/// <summary>
/// All models' results on a prompt as one small picture, best model first: a full bar is right, a half one shared, a low one
/// wrong. Height says it as well as colour. Markup made of numbers only.
/// </summary>
public static class ResultStrip
{
    public static MarkupString Draw(IReadOnlyList<ExplorerModel> models, int prompt)
    {
        var right = new StringBuilder();
        var shared = new StringBuilder();
        var wrong = new StringBuilder();
        var (rightCount, scored) = (0, 0);
        for (var at = 0; at < models.Count;)
        {
            var kind = Kind(models[at].Credits[prompt]);
            var end = at + 1;
            while (end < models.Count && Kind(models[end].Credits[prompt]) == kind)
            {
                end++;
            }

            var width = end - at;
            _ = kind switch
            {
                'r' => right.Append(CultureInfo.InvariantCulture, $"M{at} 0h{width}v6h-{width}z"),
                's' => shared.Append(CultureInfo.InvariantCulture, $"M{at} 3h{width}v3h-{width}z"),
                'w' => wrong.Append(CultureInfo.InvariantCulture, $"M{at} 4.5h{width}v1.5h-{width}z"),
                _ => right,
            };
            rightCount += kind == 'r' ? width : 0;
            scored += kind == '-' ? 0 : width;
            at = end;
        }

        return new MarkupString(string.Create(CultureInfo.InvariantCulture, $"""
            <svg class="result-strip" viewBox="0 0 {Math.Max(1, models.Count)} 6" preserveAspectRatio="none" role="img" aria-label="{rightCount} of {scored} models right, best model first"><path class="is-right" d="{right}"/><path class="is-shared" d="{shared}"/><path class="is-wrong" d="{wrong}"/></svg>
            """));
    }

    private static char Kind(double credit) => credit switch
    {
        >= 1 => 'r',
        > 0 => 's',
        <= 0 => 'w',
        _ => '-',
    };
}

using System.Globalization;
using RewardBench2.Evaluation.Imports;

namespace RewardBench2.Web.Commands;

/// <summary>Writes a line whenever an import comes to a new step, waits, or is five per cent further.</summary>
internal sealed class ProgressLines(TextWriter lines) : IProgress<ImportProgress>
{
    private string _kind = "";
    private double _said;

    public void Report(ImportProgress value)
    {
        // Numbers of files move with every report; what stands before them says which step it is.
        var kind = value.Step.Split(':')[0];
        if (kind == _kind && value.Fraction is { } fraction && (_said >= 1 || fraction < Math.Min(_said + 0.05, 1)))
        {
            return;
        }

        (_kind, _said) = (kind, value.Fraction ?? 0);
        lines.WriteLine(value.Fraction is { } part ? string.Create(CultureInfo.InvariantCulture, $"{part,4:0 %}  {value.Step}") : $"      {value.Step}");
    }
}

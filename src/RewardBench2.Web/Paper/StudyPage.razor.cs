using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Exchange.Paper;
using RewardBench2.Web.Components.Charts;

namespace RewardBench2.Web.Paper;

public sealed partial class StudyPage
{
    private static readonly ApexChartOptions Bars = new()
    {
        Yaxis = new() { Title = "Average, %", Format = NumberFormat.Percent, Min = 0, Max = 0.8, TickAmount = 4 },
    };

    private static readonly ApexChartOptions Lines = new()
    {
        Xaxis = new() { Type = AxisType.Numeric, Title = "Epochs", Format = NumberFormat.Whole, TickAmount = 2 },
        Yaxis = new() { Title = "Average, %", Format = NumberFormat.Percent },
    };

    private static readonly ApexChartOptions Scatter = new()
    {
        Xaxis = new() { Type = AxisType.Numeric, Title = "RewardBench 2, %", Format = NumberFormat.Percent, Min = 0, Max = 0.8, TickAmount = 8 },
        Yaxis = new() { Title = "Downstream average, %", Format = NumberFormat.Percent },
    };

    private string[] _bases = [];
    private string[] _mixes = [];
    private IGrouping<string, PaperScores>[] _configurations = [];
    private int _bestAtTwo;
    private string _dataFinding = "";

    [Inject]
    private PaperTables Tables { get; set; } = default!;

    protected override void OnInitialized()
    {
        var rows = Tables.ByBaseAndData.Rows;
        _bases = [.. rows.Select(row => row.Labels[0]).Distinct()];
        _mixes = [.. rows.Select(row => row.Labels[1]).Distinct()];
        string[] compared = [.. _bases.Where(name => _mixes.All(mix => Average(name, mix) is not null))];
        var bothBest = compared.Count(name => _mixes.All(mix => Average(name, "Both") >= Average(name, mix)));
        _dataFinding = $"Of the {compared.Length} base models trained on each mix and on both, {bothBest} do best on both. The base model matters as much: "
            + $"on both mixes the averages run from {Percent(compared.Min(name => Average(name, "Both")))} to {Percent(compared.Max(name => Average(name, "Both")))} among the smaller models.";
        _configurations = [.. Tables.ByEpochs.Rows.GroupBy(row => row.Labels[0])];
        _bestAtTwo = _configurations.Count(configuration => Epochs(configuration.MaxBy(row => row.Average)!) == 2);
    }

    private double? Average(string baseModel, string data) =>
        Tables.ByBaseAndData.Rows.FirstOrDefault(row => row.Labels[0] == baseModel && row.Labels[1] == data) is { } row ? Fraction(row.Average) : null;

    private string Gap(string first, string second) => Printed(Stage(first) - Stage(second));

    private decimal Stage(string baseModel) => Tables.ByStage.Rows.First(row => row.Labels[0] == baseModel).Average;

    private static int Epochs(PaperScores row) => int.Parse(row.Labels[1], CultureInfo.InvariantCulture);

    private static string Configuration(PaperDownstream row) => $"{row.Id}: {row.BaseModel}, {row.TrainingPrompts}";

    private static double Fraction(decimal percent) => (double)percent / 100;

    private static string Printed(decimal percent) => percent.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double? fraction) => Components.Cells.Percent(fraction);
}

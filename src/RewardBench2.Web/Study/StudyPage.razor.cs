using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Web.Components.Charts;

namespace RewardBench2.Web.Study;

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
    private IGrouping<string, int>[] _configurations = [];
    private int _bestAtTwo;
    private string _dataFinding = "";

    [Inject]
    private PaperTables Tables { get; set; } = default!;

    protected override void OnInitialized()
    {
        var table = Tables.ByBaseAndData;
        int[] rows = [.. Enumerable.Range(0, table.Rows)];
        _bases = [.. rows.Select(row => table.Text(row, "base_model")).Distinct()];
        _mixes = [.. rows.Select(row => table.Text(row, "training_data")).Distinct()];
        string[] compared = [.. _bases.Where(name => _mixes.All(mix => Average(name, mix) is not null))];
        var bothBest = compared.Count(name => _mixes.All(mix => Average(name, "Both") >= Average(name, mix)));
        _dataFinding = $"Of the {compared.Length} base models trained on each mix and on both, {bothBest} do best on both. The base model matters as much: "
            + $"on both mixes the averages run from {Percent(compared.Min(name => Average(name, "Both")))} to {Percent(compared.Max(name => Average(name, "Both")))} among the smaller models.";
        _configurations = [.. Enumerable.Range(0, Tables.ByEpochs.Rows).GroupBy(row => Tables.ByEpochs.Text(row, "config"))];
        _bestAtTwo = _configurations.Count(configuration =>
            Tables.ByEpochs.Number(configuration.MaxBy(row => Tables.ByEpochs.Number(row, "Avg")), "epochs") == 2);
    }

    private double? Average(string baseModel, string data)
    {
        var table = Tables.ByBaseAndData;
        return Enumerable.Range(0, table.Rows)
            .Where(row => table.Text(row, "base_model") == baseModel && table.Text(row, "training_data") == data)
            .Select(row => table.Number(row, "Avg") / 100)
            .FirstOrDefault();
    }

    private string Gap(string first, string second) =>
        Numbers.Fixed(Stage(first) - Stage(second), decimals: 1);

    private double Stage(string baseModel) => Tables.ByStage.Number(Tables.ByStage.RowOf(baseModel) ?? 0, "Avg") ?? 0;

    private string Configuration(int row) =>
        $"{Tables.Downstream.Text(row, "id")}: {Tables.Downstream.Text(row, "base_model")}, {Tables.Downstream.Text(row, "training_prompts")}";

    private static string Percent(double? fraction) => Numbers.Percent(fraction);
}

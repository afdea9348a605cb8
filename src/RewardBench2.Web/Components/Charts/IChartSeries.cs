namespace RewardBench2.Web.Components.Charts;

/// <summary>What a chart asks of the series inside it.</summary>
internal interface IChartSeries
{
    ChartSeries Read();
}

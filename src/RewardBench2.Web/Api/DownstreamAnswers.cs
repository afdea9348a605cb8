using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;
using RewardBench2.Web.Downstream;

namespace RewardBench2.Web.Api;

/// <summary>What <c>GET /downstream</c> answers.</summary>
public sealed record DownstreamAnswer(IReadOnlyList<DownstreamSourceAnswer> Sources, IReadOnlyList<DownstreamResultAnswer> Results);

/// <summary>A source of downstream results.</summary>
public sealed record DownstreamSourceAnswer(
    long SourceId, string Source, string? SourceUrl, string Provenance, bool Reviewed, string Revision, DateTimeOffset AddedAt, int Results)
{
    internal static DownstreamSourceAnswer Of(DownstreamSource source) => new(
        source.SourceId, source.Title, source.Url, source.Provenance, source.IsReviewed, source.Revision, source.AddedAt, source.Results);
}

/// <summary>A downstream result; scores are fractions.</summary>
public sealed record DownstreamResultAnswer(
    long SourceId,
    string Model,
    string Task,
    string Method,
    int? N,
    double Score,
    string? Policy,
    string? Group,
    string? BaseModel,
    string? Settings,
    IReadOnlyDictionary<string, double> StatedScores)
{
    internal static DownstreamResultAnswer Of(DownstreamRow row) => new(
        row.SourceId, row.Model, row.Task, row.Method, row.N, row.Score, row.Policy, row.SourceGroup, row.BaseModel, row.Settings, row.Stated);
}

/// <summary>What <c>POST /downstream</c> answers.</summary>
public sealed record DownstreamAccepted(IReadOnlyList<long> SourceIds, int Results, bool Reviewed, string Url);

/// <summary>What <c>GET /downstream/correlations</c> answers.</summary>
public sealed record CorrelationsAnswer(
    string? Outcome,
    string Score,
    IReadOnlyList<CorrelationPointAnswer> Points,
    IReadOnlyList<AgreementAnswer> Agreements,
    IReadOnlyList<CorrelationCellAnswer> Grid,
    IReadOnlyDictionary<string, CorrelationAnswer> Partial,
    PredictionAnswer? Prediction)
{
    internal static CorrelationsAnswer Of(DownstreamAnalysis analysis) => new(
        analysis.Outcome?.Key,
        analysis.Score,
        [.. analysis.Points.Select(point => new CorrelationPointAnswer(point.Model.Name, point.Model.Group, point.Score, point.Result))],
        [.. analysis.Agreements.Select(agreement => new AgreementAnswer(
            agreement.Group, CorrelationAnswer.Of(agreement.Pearson), CorrelationAnswer.Of(agreement.Spearman)))],
        [
            .. analysis.GridScores.SelectMany((score, row) => analysis.GridOutcomes.Select((outcome, column) => new CorrelationCellAnswer(
                score, outcome.Key, CorrelationAnswer.Of(analysis.Grid.Cells[row][column]), analysis.Grid.AdjustedPValues[row][column]))),
        ],
        analysis.Partials.ToDictionary(partial => partial.Key.Name(), partial => CorrelationAnswer.Of(partial.Value)),
        analysis.Prediction is { } prediction ? PredictionAnswer.Of(prediction) : null);
}

/// <summary>A model with both values, fractions.</summary>
public sealed record CorrelationPointAnswer(string Model, string? Group, double Score, double Result);

/// <summary>How far score and outcome agree in a group of models; <c>null</c> is all of them.</summary>
public sealed record AgreementAnswer(string? Group, CorrelationAnswer Pearson, CorrelationAnswer Spearman);

/// <summary>One cell of the grid; <c>adjustedPValue</c> is after Holm over all cells.</summary>
public sealed record CorrelationCellAnswer(string Score, string Outcome, CorrelationAnswer Pearson, double? AdjustedPValue);

/// <summary>A correlation with its 95 % interval; <c>undefined</c> says why there is none.</summary>
public sealed record CorrelationAnswer(double? Coefficient, double? Low, double? High, int Count, double? PValue, string? Undefined)
{
    internal static CorrelationAnswer Of(Correlation correlation) => new(
        correlation.Coefficient, correlation.Interval?.Low, correlation.Interval?.High, correlation.Count, correlation.PValue, correlation.Undefined);
}

/// <summary>How well the six subsets predict the outcome of a model left out.</summary>
public sealed record PredictionAnswer(
    int Count, double? Intercept, IReadOnlyDictionary<string, double> Weights, double? Error, double? MeanOnlyError, double? RSquared, string? Undefined)
{
    internal static PredictionAnswer Of(TaskPrediction prediction) => new(
        prediction.Count,
        prediction.Intercept,
        prediction.Weights.Zip(Benchmark.Subsets.All).ToDictionary(weight => weight.Second.Name(), weight => weight.First),
        prediction.Error,
        prediction.MeanOnlyError,
        prediction.RSquared,
        prediction.Undefined);
}

using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;
using RewardBench2.Web.Downstream;

namespace RewardBench2.Web.Api;

/// <summary>What <c>GET /downstream</c> answers.</summary>
public sealed record DownstreamResponse(IReadOnlyList<DownstreamSourceResponse> Sources, IReadOnlyList<DownstreamResultResponse> Results);

/// <summary>A source of downstream results.</summary>
public sealed record DownstreamSourceResponse(
    long SourceId, string Source, string? SourceUrl, string Provenance, bool Reviewed, string Revision, DateTimeOffset AddedAt, int Results)
{
    internal static DownstreamSourceResponse From(DownstreamSource source) => new(
        source.SourceId, source.Title, source.Url, source.Provenance, source.IsReviewed, source.Revision, source.AddedAt, source.Results);
}

/// <summary>A downstream result; scores are fractions.</summary>
public sealed record DownstreamResultResponse(
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
    internal static DownstreamResultResponse From(DownstreamRow row) => new(
        row.SourceId, row.Model, row.Task, row.Method, row.N, row.Score, row.Policy, row.SourceGroup, row.BaseModel, row.Settings, row.Stated);
}

/// <summary>What <c>POST /downstream</c> answers.</summary>
public sealed record DownstreamAccepted(IReadOnlyList<long> SourceIds, int Results, bool Reviewed, string Url);

/// <summary>What <c>GET /downstream/correlations</c> answers.</summary>
public sealed record CorrelationsResponse(
    string? Outcome,
    string Score,
    IReadOnlyList<CorrelationPointResponse> Points,
    IReadOnlyList<AgreementResponse> Agreements,
    IReadOnlyList<CorrelationCellResponse> Grid,
    IReadOnlyDictionary<string, CorrelationResponse> Partial,
    PredictionResponse? Prediction)
{
    internal static CorrelationsResponse From(DownstreamAnalysis analysis) => new(
        analysis.Outcome?.Key,
        analysis.Score,
        [.. analysis.Points.Select(point => new CorrelationPointResponse(point.Model.Name, point.Model.Group, point.Score, point.Result))],
        [.. analysis.Agreements.Select(agreement => new AgreementResponse(
            agreement.Group, CorrelationResponse.From(agreement.Pearson), CorrelationResponse.From(agreement.Spearman)))],
        [
            .. analysis.GridScores.SelectMany((score, row) => analysis.GridOutcomes.Select((outcome, column) => new CorrelationCellResponse(
                score, outcome.Key, CorrelationResponse.From(analysis.Grid.Cells[row][column]), analysis.Grid.AdjustedPValues[row][column]))),
        ],
        analysis.Partials.ToDictionary(partial => partial.Key.Name, partial => CorrelationResponse.From(partial.Value)),
        analysis.Prediction is { } prediction ? PredictionResponse.From(prediction) : null);
}

/// <summary>A model with both values, fractions.</summary>
public sealed record CorrelationPointResponse(string Model, string? Group, double Score, double Result);

/// <summary>How far score and outcome agree in a group of models; <c>null</c> is all of them.</summary>
public sealed record AgreementResponse(string? Group, CorrelationResponse Pearson, CorrelationResponse Spearman);

/// <summary>One cell of the grid; <c>adjustedPValue</c> is after Holm over all cells.</summary>
public sealed record CorrelationCellResponse(string Score, string Outcome, CorrelationResponse Pearson, double? AdjustedPValue);

/// <summary>A correlation with its 95 % interval; <c>undefined</c> says why there is none.</summary>
public sealed record CorrelationResponse(double? Coefficient, double? Low, double? High, int Count, double? PValue, string? Undefined)
{
    internal static CorrelationResponse From(Correlation correlation) => new(
        correlation.Coefficient, correlation.Interval?.Low, correlation.Interval?.High, correlation.Count, correlation.PValue, correlation.Undefined);
}

/// <summary>How well the six subsets predict the outcome of a model left out.</summary>
public sealed record PredictionResponse(
    int Count, double? Intercept, IReadOnlyDictionary<string, double> Weights, double? Error, double? MeanOnlyError, double? RSquared, string? Undefined)
{
    internal static PredictionResponse From(TaskPrediction prediction) => new(
        prediction.Count,
        prediction.Intercept,
        prediction.Weights.Zip(Benchmark.Subsets.All).ToDictionary(weight => weight.Second.Name, weight => weight.First),
        prediction.Error,
        prediction.MeanOnlyError,
        prediction.RSquared,
        prediction.Undefined);
}

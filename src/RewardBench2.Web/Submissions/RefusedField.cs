using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Web.Submissions;

/// <summary>Which field of a form a refusal is about.</summary>
internal static class RefusedField
{
    /// <summary>The value of <c>aria-invalid</c> on a field: <c>true</c> where the refusal names it, no attribute elsewhere.</summary>
    /// <param name="refused">The refusal of the last submission; <c>null</c> where none was.</param>
    /// <param name="field">The field, as the API spells it.</param>
    public static string? Invalid(this Refusal? refused, string field) => refused?.Field == field ? "true" : null;
}

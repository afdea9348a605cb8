namespace RewardBench2.Web.Submissions;

/// <summary>Text as a visitor left it in a field.</summary>
internal static class FormText
{
    /// <summary>The text; <c>null</c> where the field is blank.</summary>
    public static string? OrNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

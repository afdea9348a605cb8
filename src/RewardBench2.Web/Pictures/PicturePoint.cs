namespace RewardBench2.Web.Pictures;

/// <summary>One model in a picture.</summary>
/// <param name="X">A fraction, or billions of parameters, as the picture says.</param>
/// <param name="Y">A fraction.</param>
public sealed record PicturePoint(string Model, string ModelType, double X, double Y);

using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>The argument <c>attribute</c> of filters: <c>name</c>, <c>name.member.0</c>, or a number.</summary>
internal sealed class AttributePath
{
    private readonly object?[] _parts;

    private AttributePath(object?[] parts) => _parts = parts;

    /// <summary>Reads a path; none is the element itself.</summary>
    public static AttributePath Read(Rendering rendering, object? attribute)
    {
        if (attribute is null)
        {
            return new AttributePath([]);
        }

        if (PyText.TryPlain(attribute) is not { } text)
        {
            return new AttributePath([attribute]);
        }

        rendering.MakeElements(text.Count(letter => letter == '.') + 1);
        return new AttributePath([.. text.Split('.').Select(part => IsDigits(part) ? PyNumber.Normalized(BigInteger.Parse(part[..Math.Min(part.Length, 40)], System.Globalization.CultureInfo.InvariantCulture)) : part)]);
    }

    /// <summary>Several paths with commas between.</summary>
    public static IReadOnlyList<AttributePath> ReadMany(Rendering rendering, object? attribute) =>
        PyText.TryPlain(attribute) is { } text ? [.. text.Split(',').Select(path => Read(rendering, path))] : [Read(rendering, attribute)];

    /// <summary>The value that a path leads to.</summary>
    /// <param name="fallback">Taken where a step leads nowhere; <c>null</c> for none.</param>
    public object? Follow(Rendering rendering, object? element, object? fallback = null)
    {
        foreach (var part in _parts)
        {
            rendering.Spend();
            element = Members.Element(rendering, element, part);
            if (fallback is not null && element is Undefined)
            {
                element = fallback;
            }
        }

        return element;
    }

    private static bool IsDigits(string part) => part.Length > 0 && part.All(char.IsAsciiDigit);
}

using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>The parameters of a function, as Python checks them.</summary>
/// <param name="required">So many of the parameters have no default.</param>
/// <param name="parameters">Their names; one that starts with a slash cannot be given by name.</param>
internal sealed class Signature(string function, int required, params string[] parameters)
{
    public BoundArguments Bind(Rendering rendering, Arguments arguments)
    {
        if (arguments.Positional.Length > parameters.Length)
        {
            throw rendering.Refuse($"“{function}” takes at most {parameters.Length} arguments.");
        }

        var values = new object?[parameters.Length];
        Array.Fill(values, Absent.Value);
        arguments.Positional.CopyTo(values, 0);
        foreach (var (name, value) in arguments.Named)
        {
            var position = Array.IndexOf(parameters, name);
            if (position < 0 || values[position] is not Absent)
            {
                throw rendering.Refuse(position < 0 ? $"“{function}” has no argument “{name}”." : $"“{function}” is given “{name}” twice.");
            }

            values[position] = value;
        }

        var missing = Array.FindIndex(values, 0, required, value => value is Absent);
        return missing < 0
            ? new BoundArguments(rendering, function, values, parameters)
            : throw rendering.Refuse($"“{function}” needs the argument “{parameters[missing].TrimStart('/')}”.");
    }
}

/// <summary>Arguments by position, each read as what it has to be.</summary>
internal readonly struct BoundArguments(Rendering rendering, string function, object?[] values, string[] names)
{
    /// <summary>The value; <c>null</c> where none was given or none is.</summary>
    public object? this[int position] => values[position] is Absent ? null : values[position];

    public bool IsGiven(int position) => values[position] is not Absent;

    public object? Or(int position, object? fallback) => values[position] is Absent ? fallback : values[position];

    public bool IsTrue(int position) => PyType.IsTrue(this[position]);

    public string Text(int position) => PyText.TryPlain(values[position]) ?? throw Wrong(position, "a text");

    public string? TextOrNone(int position) => this[position] is null ? null : Text(position);

    public long Whole(int position, long fallback) => values[position] switch
    {
        Absent => fallback,
        long whole => whole,
        bool truth => truth ? 1 : 0,
        BigInteger big => big.Sign < 0 ? long.MinValue : long.MaxValue,
        Undefined missing => throw rendering.Refuse(missing.Message),
        _ => throw Wrong(position, "a whole number"),
    };

    private ChatTemplateException Wrong(int position, string kind) => values[position] is Undefined missing
        ? rendering.Refuse(missing.Message)
        : rendering.Refuse($"“{names[position].TrimStart('/')}” of “{function}” must be {kind}, not a {PyType.Describe(values[position])}.");
}

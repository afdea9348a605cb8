using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>A function of Jinja's, or a method of a value.</summary>
internal sealed class PyFunction(string name, Func<Rendering, Arguments, object?> call)
{
    public string Name => name;

    public object? Call(Rendering rendering, Arguments arguments) => call(rendering, arguments);
}

/// <summary>Arguments of a call with their values.</summary>
internal sealed class Arguments(object?[] positional, IReadOnlyList<KeyValuePair<string, object?>> named)
{
    public static Arguments None { get; } = new([], []);

    public object?[] Positional => positional;

    public IReadOnlyList<KeyValuePair<string, object?>> Named => named;

    public static Arguments From(params object?[] positional) => new(positional, []);

    /// <summary>All but the first positional arguments.</summary>
    public Arguments Skip(int count) => new(positional[Math.Min(count, positional.Length)..], named);
}

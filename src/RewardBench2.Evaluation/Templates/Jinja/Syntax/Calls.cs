using RewardBench2.Evaluation.Templates.Jinja.Builtins;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Arguments as they are written: <c>(a, name=b, *c, **d)</c>.</summary>
internal sealed record ArgumentList(
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Named,
    Expression? Rest,
    Expression? NamedRest)
{
    public static ArgumentList None { get; } = new([], [], null, null);

    public IEnumerable<Node> Children =>
        [.. Positional, .. Named.Select(argument => argument.Value), .. new Node?[] { Rest, NamedRest }.OfType<Node>()];

    public Arguments Evaluate(Activation activation, Macro? caller = null)
    {
        if (Positional.Count == 0 && Named.Count == 0 && Rest is null && NamedRest is null && caller is null)
        {
            return Arguments.None;
        }

        var rendering = activation.Rendering;
        var positional = ListDisplay.EvaluateAll(Positional, rendering, activation);
        if (Rest?.Evaluate(activation) is { } rest)
        {
            positional = [.. positional, .. Iterating.ToArray(rendering, rest)];
        }
        else if (Rest is not null)
        {
            throw rendering.Refuse("none cannot be given as arguments.");
        }

        return new Arguments(positional, Named.Count == 0 && NamedRest is null && caller is null ? [] : EvaluateNamed(activation, caller));
    }

    private List<KeyValuePair<string, object?>> EvaluateNamed(Activation activation, Macro? caller)
    {
        var named = Named.Select(argument => KeyValuePair.Create(argument.Name, argument.Value.Evaluate(activation))).ToList();
        if (caller is not null)
        {
            named.Add(KeyValuePair.Create("caller", (object?)caller));
        }

        if (NamedRest is null)
        {
            return named;
        }

        var rendering = activation.Rendering;
        var rest = NamedRest.Evaluate(activation) as PyDict ?? throw rendering.Refuse("only a dictionary can be given as arguments by name.");
        foreach (var (key, value) in rest.Members)
        {
            rendering.MakeElements(1);
            var name = PyText.TryPlain(key) ?? throw rendering.Refuse("the name of an argument must be a text.");
            named.Add(named.TrueForAll(argument => argument.Key != name)
                ? KeyValuePair.Create(name, value)
                : throw rendering.Refuse($"the argument “{name}” is given twice."));
        }

        return named;
    }
}

/// <summary><c>function(…)</c>, <c>text.method(…)</c> and macros.</summary>
internal sealed class Call(Expression target, ArgumentList arguments, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [target, .. arguments.Children];

    public override object? Evaluate(Activation activation) => Evaluate(activation, caller: null);

    /// <param name="caller">The body of a call block, handed on as <c>caller</c>.</param>
    public object? Evaluate(Activation activation, Macro? caller)
    {
        var callee = target.Evaluate(activation);
        var values = arguments.Evaluate(activation, caller);
        var rendering = Enter(activation);
        return callee switch
        {
            PyFunction function => function.Call(rendering, values),
            Macro macro => macro.Call(rendering, values),
            LoopContext loop when values is { Positional.Length: 1, Named.Count: 0 } => loop.Recurse(values.Positional[0]),
            BlockReference block when values is { Positional.Length: 0, Named.Count: 0 } => block.Render(),
            Undefined missing => throw rendering.Refuse(missing.Message),
            _ => throw rendering.Refuse($"a {PyType.Describe(callee)} cannot be called so."),
        };
    }
}

/// <summary><c>value|filter(…)</c>; without a value, what a filter block or a set block holds.</summary>
internal sealed class FilterNode(Expression? target, string filter, ArgumentList arguments, int line) : Expression(line)
{
    private readonly Filter? _filter = Filters.Find(filter);

    /// <summary>What it is applied to; <c>null</c> for the text of a block.</summary>
    public Expression? Target => target;

    public string Filter => filter;

    public bool IsKnown => _filter is not null;

    public override IEnumerable<Node> Children => target is null ? arguments.Children : [target, .. arguments.Children];

    public override object? Evaluate(Activation activation) => Apply(activation, target is null ? "" : target.Evaluate(activation));

    /// <summary>Applies this filter, and those before it, to the text of a block.</summary>
    public object? EvaluateOn(Activation activation, string text) =>
        Apply(activation, target is FilterNode inner ? inner.EvaluateOn(activation, text) : text);

    private object? Apply(Activation activation, object? value)
    {
        var values = arguments.Evaluate(activation);
        var rendering = Enter(activation);
        return _filter is null ? throw rendering.Refuse($"the filter “{filter}” is not known here.") : _filter(rendering, value, values);
    }
}

/// <summary><c>value is test</c>.</summary>
internal sealed class TestNode(Expression target, string test, ArgumentList arguments, int line) : Expression(line)
{
    private readonly Test? _test = JinjaTests.Find(test);

    public Expression Target => target;

    public string Test => test;

    public bool IsKnown => _test is not null;

    public override IEnumerable<Node> Children => [target, .. arguments.Children];

    public override object? Evaluate(Activation activation)
    {
        var value = target.Evaluate(activation);
        var values = arguments.Evaluate(activation);
        var rendering = Enter(activation);
        return PyNumber.Truth(
            _test is null ? throw rendering.Refuse($"the test “{test}” is not known here.") : _test(rendering, value, values));
    }
}

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>A part of a template that has a value.</summary>
public abstract record Expression(int Line)
{
    public abstract object? Evaluate(JinjaScope scope);
}

/// <summary>A number, a text, true, false or none.</summary>
public sealed record Literal(object? Value, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope) => Value;
}

/// <summary>A variable.</summary>
public sealed record Name(string Id, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        return scope[Id];
    }
}

/// <summary><c>[a, b]</c>, and tuples alike.</summary>
public sealed record ListDisplay(IReadOnlyList<Expression> Elements, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        return Elements.Select(element => element.Evaluate(scope)).ToList();
    }
}

/// <summary><c>{"a": b}</c>.</summary>
public sealed record DictionaryDisplay(IReadOnlyList<(Expression Key, Expression Value)> Members, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in Members)
        {
            members[JinjaValues.Text(key.Evaluate(scope), Line)] = value.Evaluate(scope);
        }

        return members;
    }
}

/// <summary><c>a if condition else b</c>.</summary>
public sealed record Conditional(Expression Condition, Expression Then, Expression? Else, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        return JinjaValues.IsTrue(Condition.Evaluate(scope)) ? Then.Evaluate(scope)
            : Else is null ? JinjaUndefined.Named("else")
            : Else.Evaluate(scope);
    }
}

/// <summary><c>not a</c> and <c>-a</c>.</summary>
public sealed record Unary(string Operator, Expression Operand, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        var value = Operand.Evaluate(scope);
        if (Operator == "not")
        {
            return !JinjaValues.IsTrue(value);
        }

        return JinjaValues.Number(value) is { } number
            ? JinjaValues.FromNumber(-number, value is not double)
            : throw new ChatTemplateException(Line, "only a number has a negative.");
    }
}

/// <summary><c>a.b</c> and <c>a["b"]</c>.</summary>
public sealed record Member(Expression Target, Expression Key, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        var target = Target.Evaluate(scope);
        return (target, Key.Evaluate(scope)) switch
        {
            (JinjaUndefined missing, _) => throw new ChatTemplateException(Line, $"“{missing.Name}” is not defined."),
            (Dictionary<string, object?> members, string name) => members.TryGetValue(name, out var value) ? value : JinjaUndefined.Named(name),
            (JinjaNamespace space, string name) => space.Members.TryGetValue(name, out var value) ? value : JinjaUndefined.Named(name),
            (List<object?> list, long index) => At(index, list.Count) is { } position ? list[position] : JinjaUndefined.Named($"[{index}]"),
            (string text, long index) => At(index, text.Length) is { } position ? text[position].ToString() : JinjaUndefined.Named($"[{index}]"),
            (_, var key) => JinjaUndefined.Named(JinjaValues.Text(key, Line)),
        };
    }

    private static int? At(long index, int count)
    {
        var position = index < 0 ? index + count : index;
        return position >= 0 && position < count ? (int)position : null;
    }
}

/// <summary><c>a[start:end:step]</c> of a list or a text.</summary>
public sealed record Slice(Expression Target, Expression? Start, Expression? End, Expression? Step, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        var step = Bound(Step, scope) ?? 1;
        return step is not (1 or -1)
            ? throw new ChatTemplateException(Line, "a slice goes in steps of 1 or -1.")
            : Target.Evaluate(scope) switch
            {
                List<object?> list => Cut(list, scope, step < 0),
                string text => new string([.. Cut([.. text], scope, step < 0)]),
                _ => throw new ChatTemplateException(Line, "only a list or a text can be sliced."),
            };
    }

    private List<T> Cut<T>(List<T> list, JinjaScope scope, bool isReversed)
    {
        var (start, end) = (Bound(Start, scope), Bound(End, scope));
        if (isReversed && (start ?? end) is not null)
        {
            throw new ChatTemplateException(Line, "only a whole list can be reversed: [::-1].");
        }

        var from = Place(start ?? 0, list.Count);
        var cut = list.GetRange(from, Math.Max(0, Place(end ?? list.Count, list.Count) - from));
        if (isReversed)
        {
            cut.Reverse();
        }

        return cut;
    }

    private static int Place(long bound, int count) => (int)Math.Clamp(bound < 0 ? bound + count : bound, 0, count);

    private long? Bound(Expression? bound, JinjaScope scope) => bound?.Evaluate(scope) switch
    {
        null => null,
        long number => number,
        _ => throw new ChatTemplateException(Line, "the bounds of a slice are whole numbers."),
    };
}

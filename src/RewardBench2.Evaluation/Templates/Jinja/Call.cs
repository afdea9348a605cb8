namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Arguments of a function, method, filter or test.</summary>
/// <param name="Positional">In order.</param>
/// <param name="Named">By name.</param>
public sealed record Arguments(IReadOnlyList<Expression> Positional, IReadOnlyDictionary<string, Expression> Named)
{
    public static Arguments None { get; } = new([], new Dictionary<string, Expression>());

    public JinjaArguments Evaluate(JinjaScope scope, int line) => new(
        [.. Positional.Select(argument => argument.Evaluate(scope))],
        Named.ToDictionary(argument => argument.Key, argument => argument.Value.Evaluate(scope)),
        line);
}

/// <summary>Arguments with their values.</summary>
public sealed record JinjaArguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named, int Line)
{
    /// <summary>An argument by position or name; a missing one is <c>null</c>.</summary>
    public object? Get(int position, string name) =>
        position < Positional.Count ? Positional[position] : Named.GetValueOrDefault(name);

    public string? Text(int position, string name) => Get(position, name) switch
    {
        null => null,
        string text => text,
        _ => throw new ChatTemplateException(Line, $"“{name}” must be a text."),
    };

    public long? Whole(int position, string name) => Get(position, name) switch
    {
        null => null,
        long number => number,
        _ => throw new ChatTemplateException(Line, $"“{name}” must be a whole number."),
    };
}

/// <summary><c>function(…)</c>, <c>text.method(…)</c> and macros.</summary>
public sealed record Call(Expression Target, Arguments Arguments, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        var arguments = Arguments.Evaluate(scope, Line);
        if (Target is Member { Key: Literal { Value: string method } } member)
        {
            return JinjaMethods.Call(member.Target.Evaluate(scope), method, arguments);
        }

        return Target is Name name
            ? scope[name.Id] is Macro macro ? macro.Call(scope, arguments) : JinjaFunctions.Call(name.Id, arguments)
            : throw new ChatTemplateException(Line, "only functions, methods and macros can be called.");
    }
}

/// <summary><c>value|filter(…)</c>.</summary>
public sealed record Filtered(Expression Target, string Filter, Arguments Arguments, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        return JinjaFilters.Apply(Filter, Target.Evaluate(scope), Arguments.Evaluate(scope, Line));
    }
}

/// <summary><c>value is test</c>, <c>value is not test</c>.</summary>
public sealed record Tested(Expression Target, string Test, Arguments Arguments, bool IsNegated, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        var value = Target is Name { Id: var id } && scope[id] is JinjaUndefined && JinjaFunctions.Exists(id) ? true : Target.Evaluate(scope);
        return JinjaTests.Holds(Test, value, Arguments.Evaluate(scope, Line)) != IsNegated;
    }
}

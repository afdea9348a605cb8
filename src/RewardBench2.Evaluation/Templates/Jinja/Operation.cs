namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Two operands and an operator between them.</summary>
public sealed record Operation(string Operator, Expression Left, Expression Right, int Line) : Expression(Line)
{
    public override object? Evaluate(JinjaScope scope)
    {
        scope.Step(Line);
        var left = Left.Evaluate(scope);
        return Operator switch
        {
            "and" => JinjaValues.IsTrue(left) ? Right.Evaluate(scope) : left,
            "or" => JinjaValues.IsTrue(left) ? left : Right.Evaluate(scope),
            _ => Combine(left, Right.Evaluate(scope)),
        };
    }

    private object? Combine(object? left, object? right) => Operator switch
    {
        "==" => JinjaValues.AreEqual(left, right),
        "!=" => !JinjaValues.AreEqual(left, right),
        "in" => Contains(right, left),
        "not in" => !Contains(right, left),
        "~" => Join(JinjaValues.Text(left, Line), JinjaValues.Text(right, Line)),
        "+" when left is string one && right is string two => Join(one, two),
        "+" when left is List<object?> one && right is List<object?> two => Join(one, two),
        "<" or ">" or "<=" or ">=" => Compare(left, right),
        _ => Calculate(left, right),
    };

    private string Join(string left, string right)
    {
        JinjaLimits.CheckText((long)left.Length + right.Length, Line);
        return left + right;
    }

    private List<object?> Join(List<object?> left, List<object?> right) => left.Count + right.Count > JinjaLimits.Elements
        ? throw new ChatTemplateException(Line, "a list grows too long.")
        : [.. left, .. right];

    private bool Contains(object? whole, object? part) => (whole, part) switch
    {
        (string text, string piece) => text.Contains(piece, StringComparison.Ordinal),
        (List<object?> list, _) => list.Exists(element => JinjaValues.AreEqual(element, part)),
        (Dictionary<string, object?> members, string name) => members.ContainsKey(name),
        (Dictionary<string, object?>, _) => false,
        _ => throw new ChatTemplateException(Line, "“in” looks into a text, a list or a dictionary."),
    };

    private bool Compare(object? left, object? right)
    {
        var order = (left, right) switch
        {
            (string one, string two) => string.CompareOrdinal(one, two),
            _ => Numbers(left, right) is var (one, two) ? one.CompareTo(two) : 0,
        };
        return Operator switch
        {
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            _ => order >= 0,
        };
    }

    private object Calculate(object? left, object? right)
    {
        var (one, two) = Numbers(left, right);
        if (Operator is "/" or "//" or "%" && two == 0)
        {
            throw new ChatTemplateException(Line, "a division by zero.");
        }

        var result = Operator switch
        {
            "+" => one + two,
            "-" => one - two,
            "*" => one * two,
            "/" => one / two,
            "//" => Math.Floor(one / two),
            "%" => one - (two * Math.Floor(one / two)),
            _ => throw new ChatTemplateException(Line, $"the operator “{Operator}” is not known."),
        };
        var isWhole = Operator != "/" && left is long or bool && right is long or bool && Math.Abs(result) < long.MaxValue / 2.0;
        return JinjaValues.FromNumber(result, isWhole);
    }

    private (double One, double Two) Numbers(object? left, object? right) =>
        JinjaValues.Number(left) is { } one && JinjaValues.Number(right) is { } two
            ? (one, two)
            : throw new ChatTemplateException(Line, $"“{Operator}” cannot join a {Kind(left)} and a {Kind(right)}.");

    private static string Kind(object? value) => value switch
    {
        null => "none",
        JinjaUndefined missing => $"missing “{missing.Name}”",
        string => "text",
        long or double => "number",
        bool => "truth value",
        List<object?> => "list",
        _ => "dictionary",
    };
}

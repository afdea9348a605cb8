using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary><c>not a</c>.</summary>
internal sealed class Not(Expression operand, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [operand];

    public override object? Evaluate(Activation activation)
    {
        Enter(activation);
        return PyNumber.Truth(!PyType.IsTrue(operand.Evaluate(activation)));
    }
}

/// <summary><c>-a</c> and <c>+a</c>.</summary>
internal sealed class Signed(bool isNegative, Expression operand, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [operand];

    public override object? Evaluate(Activation activation)
    {
        var value = operand.Evaluate(activation);
        var rendering = Enter(activation);
        return isNegative ? Arithmetic.Negate(rendering, value) : Arithmetic.Affirm(rendering, value);
    }
}

/// <summary><c>a and b</c>, <c>a or b</c>: the value that decided.</summary>
internal sealed class Logical(bool isAnd, Expression left, Expression right, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [left, right];

    public override object? Evaluate(Activation activation)
    {
        Enter(activation);
        var value = left.Evaluate(activation);
        return PyType.IsTrue(value) == isAnd ? right.Evaluate(activation) : value;
    }
}

/// <summary>Two operands and one of <c>+ - * / // % **</c> between them.</summary>
internal sealed class Calculation(string sign, Expression left, Expression right, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [left, right];

    public override object? Evaluate(Activation activation)
    {
        var one = left.Evaluate(activation);
        var two = right.Evaluate(activation);
        return Arithmetic.Apply(Enter(activation), sign, one, two);
    }
}

/// <summary><c>a ~ b</c>.</summary>
internal sealed class Concatenation(IReadOnlyList<Expression> parts, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => parts;

    public override object? Evaluate(Activation activation)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var value = part.Evaluate(activation);
            var rendering = Enter(activation);
            rendering.Write(text, Printing.Text(rendering, value));
        }

        return text.ToString();
    }
}

/// <summary><c>a &lt; b &lt; c</c>: every pair has to hold.</summary>
internal sealed class Comparison(Expression first, IReadOnlyList<(string Sign, Expression Operand)> rest, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [first, .. rest.Select(operand => operand.Operand)];

    public override object? Evaluate(Activation activation)
    {
        var left = first.Evaluate(activation);
        for (var at = 0; at < rest.Count; at++)
        {
            var right = rest[at].Operand.Evaluate(activation);
            if (!Holds(Enter(activation), rest[at].Sign, left, right))
            {
                return PyNumber.False;
            }

            left = right;
        }

        return PyNumber.True;
    }

    public static bool Holds(Rendering rendering, string sign, object? left, object? right) => sign switch
    {
        "==" => Comparing.AreEqual(rendering, left, right),
        "!=" => !Comparing.AreEqual(rendering, left, right),
        "in" => Comparing.Contains(rendering, right, left),
        "not in" => !Comparing.Contains(rendering, right, left),
        "<" => Comparing.Order(rendering, left, right, sign) < 0,
        ">" => Comparing.Order(rendering, left, right, sign) > 0,
        "<=" => Comparing.Order(rendering, left, right, sign) <= 0,
        _ => Comparing.Order(rendering, left, right, sign) >= 0,
    };
}

/// <summary><c>a if condition else b</c>.</summary>
internal sealed class Conditional(Expression condition, Expression then, Expression? otherwise, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => otherwise is null ? [condition, then] : [condition, then, otherwise];

    public override object? Evaluate(Activation activation)
    {
        Enter(activation);
        return PyType.IsTrue(condition.Evaluate(activation)) ? then.Evaluate(activation)
            : otherwise is not null ? otherwise.Evaluate(activation)
            : new Undefined("an “if” without “else” gave nothing.");
    }
}

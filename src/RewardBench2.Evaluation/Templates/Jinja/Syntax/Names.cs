using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>What a name is there for.</summary>
internal enum NameUse
{
    Load,
    Store,
    Parameter,
}

/// <summary>A variable.</summary>
internal sealed class Name(string id, NameUse use, int line) : Expression(line)
{
    public string Id => id;

    public NameUse Use => use;

    /// <summary>Where the variable is kept; set when the template is bound.</summary>
    public Slot Slot { get; set; }

    public override IEnumerable<Node> Children => [];

    public override object? Evaluate(Activation activation)
    {
        Enter(activation);
        var value = activation[Slot];
        return value is Absent ? Undefined.Name(id) : value;
    }
}

/// <summary><c>space.member</c> as the target of a <c>set</c>.</summary>
internal sealed class NamespaceMember(string id, string member, int line) : Expression(line)
{
    public string Id => id;

    public string Member => member;

    public override IEnumerable<Node> Children => [];

    public override object? Evaluate(Activation activation) => throw new InvalidOperationException("A target has no value.");
}

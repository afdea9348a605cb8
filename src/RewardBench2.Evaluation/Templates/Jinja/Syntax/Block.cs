using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Binding;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary><c>{% block name %}</c>. Without templates that extend this one, it is written where it stands.</summary>
internal sealed class Block(string id, bool isScoped, bool isRequired, IReadOnlyList<Statement> body, int line) : Statement(line)
{
    public string Id => id;

    public bool IsScoped => isScoped;

    public IReadOnlyList<Statement> Body => body;

    public FunctionScope Function { get; } = new(outer: null);

    public FramePlan Frame { get; set; } = FramePlan.Empty;

    /// <summary>The names that a scoped block sees although they are set around it.</summary>
    public IReadOnlyList<(string Name, Slot Slot)> Shared { get; set; } = [];

    /// <summary>Where <c>self</c> goes; <c>null</c> where the block does not use it.</summary>
    public Slot? Self { get; set; }

    public IReadOnlyDictionary<string, Block> Siblings { get; set; } = new Dictionary<string, Block>();

    public override IEnumerable<Node> Children => body;

    public override Flow Run(Activation activation, StringBuilder output)
    {
        activation.Rendering.Line = Line;
        if (isRequired)
        {
            throw activation.Rendering.Refuse($"the block “{id}” is required and has no content.");
        }

        foreach (var (name, slot) in Shared)
        {
            activation.Rendering.Export(name, activation[slot]);
        }

        return Write(activation.Rendering, output);
    }

    public static BlockList ListOf(Rendering rendering, IReadOnlyDictionary<string, Block> blocks) => new(name =>
        blocks.TryGetValue(name, out var block)
            ? new BlockReference(() =>
            {
                rendering.Descend();
                var text = new StringBuilder();
                block.Write(rendering, text);
                rendering.Ascend();
                return text.ToString();
            })
            : null);

    private Flow Write(Rendering rendering, StringBuilder output)
    {
        var inner = new Activation(rendering, Function.Count, outer: null);
        if (Self is { } self)
        {
            inner[self] = ListOf(rendering, Siblings);
        }

        Frame.Enter(inner);
        return RunAll(body, inner, output);
    }
}

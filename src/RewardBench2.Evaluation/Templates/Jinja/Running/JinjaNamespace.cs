using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Running;

/// <summary><c>namespace(…)</c>: the one value that <c>{% set space.name = … %}</c> changes.</summary>
internal sealed class JinjaNamespace(PyDict members)
{
    public PyDict Members => members;
}

/// <summary><c>cycler(…)</c>.</summary>
internal sealed class Cycler(object?[] values)
{
    private int _position;

    public object? Current => values[_position];

    public object? Next()
    {
        var current = Current;
        _position = (_position + 1) % values.Length;
        return current;
    }

    public void Reset() => _position = 0;
}

/// <summary><c>self</c>: the template's blocks by name.</summary>
internal sealed class BlockList(Func<string, BlockReference?> find)
{
    public BlockReference? Find(string name) => find(name);
}

/// <summary>A block that can be written again by calling it.</summary>
internal sealed class BlockReference(Func<string> render)
{
    public string Render() => render();
}

using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Running;

/// <summary>The variable <c>loop</c>. It looks ahead only when asked what comes next, since that may have effects.</summary>
internal sealed class LoopContext
{
    private readonly Rendering _rendering;
    private readonly Func<object?, long, object?>? _recurse;
    private readonly Queue<object?> _ahead = new();
    private readonly IEnumerator<object?> _elements;
    private readonly long _depth;
    private long? _length;
    private object? _current = Absent.Value;
    private object? _before = Absent.Value;
    private PyTuple? _lastChanged;

    /// <param name="iterable">What is gone through; its length is known at once where Python knows it.</param>
    /// <param name="recurse">Renders the loop for other elements, one level deeper; only for recursive loops.</param>
    public LoopContext(Rendering rendering, object? iterable, IEnumerable<object?> elements, Func<object?, long, object?>? recurse, long depth)
    {
        _rendering = rendering;
        _recurse = recurse;
        _depth = depth;
        _elements = elements.GetEnumerator();
        _length = Iterating.TryLength(iterable);
    }

    public long Index0 { get; private set; } = -1;

    public long Length => _length ??= Index0 + 1 + ReadAhead(int.MaxValue);

    public bool TryNext(out object? element)
    {
        if (ReadAhead(1) == 0)
        {
            element = null;
            return false;
        }

        element = _ahead.Dequeue();
        Index0++;
        _before = _current;
        _current = element;
        return true;
    }

    /// <summary>The elements that have not come yet; going through them takes them away.</summary>
    public IEnumerable<object?> Remaining()
    {
        while (TryNext(out var element))
        {
            yield return new PyTuple([element, this]);
        }
    }

    public object? Recurse(object? iterable) => _recurse is null
        ? throw _rendering.Refuse("“loop” can only be called in a loop marked “recursive”.")
        : _recurse(iterable, _depth + 1);

    /// <summary>A member of <c>loop</c>; <see cref="Absent"/> where there is none of that name.</summary>
    public object? Member(string name) => name switch
    {
        "index" => Index0 + 1,
        "index0" => Index0,
        "first" => PyNumber.Truth(Index0 == 0),
        "last" => PyNumber.Truth(ReadAhead(1) == 0),
        "length" => Length,
        "revindex" => Length - Index0,
        "revindex0" => Length - Index0 - 1,
        "depth" => _depth + 1,
        "depth0" => _depth,
        "previtem" => Index0 == 0 ? new Undefined("there is no previous item.") : _before,
        "nextitem" => ReadAhead(1) == 0 ? new Undefined("there is no next item.") : _ahead.Peek(),
        "cycle" => new PyFunction("cycle", Cycle),
        "changed" => new PyFunction("changed", HasChanged),
        _ => Absent.Value,
    };

    private object? Cycle(Rendering rendering, Arguments arguments) => arguments.Positional.Length == 0 || arguments.Named.Count > 0
        ? throw rendering.Refuse("“loop.cycle” needs values to cycle through.")
        : arguments.Positional[(int)(((Index0 % arguments.Positional.Length) + arguments.Positional.Length) % arguments.Positional.Length)];

    private object HasChanged(Rendering rendering, Arguments arguments)
    {
        var values = new PyTuple(arguments.Positional);
        if (_lastChanged is not null && Comparing.AreEqual(rendering, _lastChanged, values))
        {
            return PyNumber.False;
        }

        _lastChanged = values;
        return PyNumber.True;
    }

    private int ReadAhead(int count)
    {
        while (_ahead.Count < count && _elements.MoveNext())
        {
            if (count > 1)
            {
                _rendering.MakeElements(1);
            }

            _ahead.Enqueue(_elements.Current);
        }

        return Math.Min(_ahead.Count, count);
    }
}

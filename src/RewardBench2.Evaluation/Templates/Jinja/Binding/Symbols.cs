namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>
/// The names of one scope: which it sets, which it reads, and with what each begins. Which variable a name means is settled
/// before anything runs, as Jinja's compiler does it.
/// </summary>
internal sealed class Symbols
{
    private readonly Symbols? _parent;
    private readonly Dictionary<string, Variable> _references;
    private readonly Dictionary<Variable, Load> _loads;
    private readonly HashSet<string> _stores;

    public Symbols(Symbols? parent, FunctionScope function)
    {
        _parent = parent;
        Function = function;
        Level = parent is null ? 0 : parent.Level + 1;
        _references = [];
        _loads = [];
        _stores = [];
    }

    private Symbols(Symbols original)
    {
        _parent = original._parent;
        Function = original.Function;
        Level = original.Level;
        _references = new(original._references);
        _loads = new(original._loads);
        _stores = [.. original._stores];
    }

    public FunctionScope Function { get; }

    public int Level { get; }

    /// <summary>How the variables of this scope begin.</summary>
    public IReadOnlyDictionary<Variable, Load> Loads => _loads;

    /// <summary>All names set here and further out, with their variables.</summary>
    public IEnumerable<(string Name, Variable Variable)> Stores()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var symbols = this; symbols is not null; symbols = symbols._parent)
        {
            foreach (var name in symbols._stores.Where(seen.Add))
            {
                yield return (name, Reference(name));
            }
        }
    }

    public bool IsKnown(string name) => Find(name) is not null;

    public Variable Reference(string name) =>
        Find(name) ?? throw new InvalidOperationException($"The name {name} was not seen before.");

    public void Store(string name)
    {
        _stores.Add(name);
        if (!_references.ContainsKey(name))
        {
            Define(name, _parent?.Find(name) is { } outer ? new Load(LoadKind.Alias, name, outer) : new Load(LoadKind.Undefined, name));
        }
    }

    public Variable DeclareParameter(string name)
    {
        _stores.Add(name);
        return Define(name, new Load(LoadKind.Parameter, name));
    }

    public void Load(string name)
    {
        if (Find(name) is null)
        {
            Define(name, new Load(LoadKind.Resolve, name));
        }
    }

    /// <param name="line">Where it is copied, for a message.</param>
    public Symbols Copy(int line)
    {
        Function.CountCopies(_references.Count + _loads.Count + _stores.Count, line);
        return new Symbols(this);
    }

    /// <summary>Takes over what the branches of an "if" found, each of which began as a copy of this.</summary>
    public void Update(IReadOnlyList<Symbols> branches)
    {
        var stores = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in branches.SelectMany(branch => branch._stores).Where(name => !_stores.Contains(name)))
        {
            stores[name] = stores.GetValueOrDefault(name) + 1;
        }

        foreach (var branch in branches)
        {
            foreach (var (name, variable) in branch._references)
            {
                _references[name] = variable;
            }

            foreach (var (variable, load) in branch._loads)
            {
                _loads[variable] = load;
            }

            _stores.UnionWith(branch._stores);
        }

        // A name that not every branch sets keeps what it had before, further out or among the values.
        foreach (var name in stores.Where(store => store.Value < branches.Count).Select(store => store.Key))
        {
            _loads[Reference(name)] = _parent?.Find(name) is { } outer
                ? new Load(LoadKind.Alias, name, outer)
                : new Load(LoadKind.Resolve, name);
        }
    }

    private Variable? Find(string name) => _references.GetValueOrDefault(name) ?? _parent?.Find(name);

    private Variable Define(string name, Load load)
    {
        var variable = Function.Declare(Level, name);
        _references[name] = variable;
        _loads[variable] = load;
        return variable;
    }
}

/// <summary>How a variable begins.</summary>
internal sealed record Load(LoadKind Kind, string Name, Variable? Source = null);

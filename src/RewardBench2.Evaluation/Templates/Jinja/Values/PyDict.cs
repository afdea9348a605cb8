using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>A dictionary in the order in which its keys came, with Python's idea of equal keys (1, 1.0 and True are one).</summary>
internal sealed class PyDict
{
    private static readonly object NoneKey = new();
    private readonly OrderedDictionary<object, object?> _members;

    public PyDict(int capacity = 0) => _members = new OrderedDictionary<object, object?>(capacity, KeyComparer.Instance);

    public int Count => _members.Count;

    public IEnumerable<object?> Keys => _members.Keys.Select(Outside);

    public IEnumerable<object?> Values => _members.Values;

    public IEnumerable<KeyValuePair<object?, object?>> Members =>
        _members.Select(member => KeyValuePair.Create(Outside(member.Key), member.Value));

    /// <summary>Sets a member. Keys other than text have to have passed <see cref="Hashing.Check"/>.</summary>
    public void Set(object? key, object? value) => _members[key ?? NoneKey] = value;

    public bool TryGet(object? key, out object? value) => _members.TryGetValue(key ?? NoneKey, out value);

    private static object? Outside(object key) => ReferenceEquals(key, NoneKey) ? null : key;

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static KeyComparer Instance { get; } = new();

        public new bool Equals(object? left, object? right) => (left, right) switch
        {
            (string one, string two) => one == two,
            _ when ReferenceEquals(left, right) => true,
            (string or Markup, string or Markup) => PyText.Plain(left) == PyText.Plain(right),
            (PyTuple one, PyTuple two) => one.Elements.Length == two.Elements.Length
                && one.Elements.Zip(two.Elements).All(pair => Equals(pair.First, pair.Second)),
            (Undefined, Undefined) => true,
            _ => PyNumber.IsNumber(left) && PyNumber.IsNumber(right) && PyNumber.AreEqual(left!, right!),
        };

        public int GetHashCode([DisallowNull] object key) => key switch
        {
            string text => string.GetHashCode(text, StringComparison.Ordinal),
            Markup markup => string.GetHashCode(markup.Text, StringComparison.Ordinal),
            bool truth => truth ? 1 : 0,
            long whole => whole.GetHashCode(),
            BigInteger big => big.GetHashCode(),
            double number => number == Math.Floor(number) && !double.IsInfinity(number)
                ? PyNumber.Normalized(new BigInteger(number)).GetHashCode()
                : number.GetHashCode(),
            PyTuple tuple => tuple.Elements.Aggregate(17, (hash, element) => HashCode.Combine(hash, element is null ? 0 : GetHashCode(element))),
            Undefined => 3,
            _ => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key),
        };
    }
}

/// <summary><c>dictionary.keys()</c>, <c>.values()</c> and <c>.items()</c>: read anew every time.</summary>
internal sealed class PyView(PyDict dictionary, string kind)
{
    /// <summary><c>dict_keys</c>, <c>dict_values</c> or <c>dict_items</c>.</summary>
    public string Kind => kind;

    public PyDict Dictionary => dictionary;

    public int Count => dictionary.Count;

    public IEnumerable<object?> Elements => kind switch
    {
        "dict_keys" => dictionary.Keys,
        "dict_values" => dictionary.Values,
        _ => dictionary.Members.Select(member => new PyTuple([member.Key, member.Value])),
    };
}

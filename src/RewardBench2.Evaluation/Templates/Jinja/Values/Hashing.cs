using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Which values can be keys.</summary>
internal static class Hashing
{
    /// <summary>Refuses lists and dictionaries as keys, as Python does, and counts the work of hashing nested tuples.</summary>
    public static void Check(Rendering rendering, object? key)
    {
        if (!IsHashable(rendering, key))
        {
            throw rendering.Refuse($"a {PyType.Describe(key)} cannot be a key.");
        }
    }

    public static bool IsHashable(Rendering rendering, object? key)
    {
        rendering.Spend();
        switch (key)
        {
            case PyList or PyDict:
            case PyView { Kind: not "dict_values" }:
                return false;
            case PyTuple tuple:
                rendering.Descend();
                var isHashable = Array.TrueForAll(tuple.Elements, element => IsHashable(rendering, element));
                rendering.Ascend();
                return isHashable;
            default:
                return true;
        }
    }
}

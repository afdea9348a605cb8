using RewardBench2.Evaluation.Templates.Jinja.Syntax;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>Finds out which of some names are used before they are set, in scopes within as well.</summary>
internal static class NameSearch
{
    public static IReadOnlySet<string> FindUsed(IEnumerable<Node> nodes, params string[] names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        Search(nodes, wanted, found);
        return found;
    }

    /// <summary>A node and all below it.</summary>
    public static IEnumerable<Node> Descend(Node node) => node.Children.SelectMany(Descend).Prepend(node);

    private static void Search(IEnumerable<Node> nodes, HashSet<string> wanted, HashSet<string> found)
    {
        foreach (var node in nodes)
        {
            if (node is Name name)
            {
                _ = name.Use == NameUse.Load && wanted.Contains(name.Id) ? found.Add(name.Id) : wanted.Remove(name.Id);
            }
            else if (node is not Block)
            {
                Search(node.Children, wanted, found);
            }
        }
    }
}

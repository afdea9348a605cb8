using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Python's types by name, and which values are true.</summary>
internal static class PyType
{
    /// <summary>A type as a message names it.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "none",
        bool => "truth value",
        long or BigInteger => "whole number",
        double => "number",
        string or Markup => "text",
        PyList => "list",
        PyTuple => "tuple",
        PyDict => "dictionary",
        PyRange => "range",
        PyView or PyIterator => "series",
        Undefined => "missing value",
        JinjaNamespace => "namespace",
        _ => "function",
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool truth => truth,
        string text => text.Length > 0,
        long whole => whole != 0,
        BigInteger big => !big.IsZero,
        double number => number != 0,
        Markup markup => markup.Text.Length > 0,
        PySequence sequence => sequence.Elements.Length > 0,
        PyDict dictionary => dictionary.Count > 0,
        PyView view => view.Count > 0,
        PyRange range => range.Length > 0,
        LoopContext loop => loop.Length > 0,
        _ => true,
    };

    public static bool IsCallable(object? value) => value is PyFunction or Macro or LoopContext or Undefined or BlockReference;
}

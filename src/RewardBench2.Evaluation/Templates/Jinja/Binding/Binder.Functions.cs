using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Syntax;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>Loops and macros, which bring variables of their own.</summary>
internal sealed partial class Binder
{
    private void BindFor(For node, BindingFrame frame)
    {
        if (NameSearch.Descend(node).OfType<Name>().Any(name => name is { Use: NameUse.Store, Id: "loop" }))
        {
            throw new ChatTemplateException(node.Line, "“loop” belongs to the loop and cannot be set in it.");
        }

        var usesLoop = node.IsRecursive
            || NameSearch.FindUsed(node.Body, "loop").Count > 0
            || NameSearch.Descend(node).OfType<Block>().Any(block => block.IsScoped);
        var around = node.IsRecursive ? new FunctionScope(frame.Function) : frame.Function;
        var body = new BindingFrame(new Symbols(frame.Symbols, around)) { Loops = node.IsRecursive ? 1 : frame.Loops + 1, Depth = frame.Depth + 1 };
        var otherwise = body with { Symbols = new Symbols(frame.Symbols, around), Loops = node.IsRecursive ? 0 : frame.Loops };
        if (body.Loops > MostLoops)
        {
            throw new ChatTemplateException(node.Line, $"more than {MostLoops} loops stand within each other.");
        }

        Slot? loop = usesLoop ? around.SlotOf(body.Symbols.DeclareParameter("loop")) : null;
        new SymbolFinder(body.Symbols).VisitParameters(node.Target);
        body.Analyze(node.Body);
        otherwise.Analyze(node.Otherwise);
        var test = frame.InnerFunction();
        if (node.Condition is { } condition)
        {
            new SymbolFinder(test.Symbols).VisitParameters(node.Target);
            test.Analyze([condition]);
            BindExpression(condition, test);
        }

        BindExpression(node.List, frame);
        BindAll(node.Body, body);
        BindAll(node.Otherwise, otherwise);
        node.Plan = new ForPlan
        {
            Target = AssignmentTo(node.Target, body),
            Loop = loop,
            Frame = body.Plan(),
            Otherwise = otherwise.Plan(),
            Function = around,
            TestFunction = test.Function,
            TestTarget = node.Condition is null ? new TupleAssignment([]) : AssignmentTo(node.Target, test),
            TestFrame = test.Plan(),
        };
    }

    private void BindMacro(IMacroNode node, BindingFrame frame)
    {
        var names = node.Parameters.Select(parameter => parameter.Id).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw new ChatTemplateException(node.Line, "a macro has two parameters of the same name.");
        }

        var inner = frame.InnerFunction() with { Depth = frame.Depth + 1 };
        Node[] parts = [.. node.Parameters, .. node.Defaults, .. node.Body];
        inner.Analyze(parts);
        var used = NameSearch.FindUsed(node.Body, "caller", "kwargs", "varargs");
        var caller = names.IndexOf("caller");
        if (used.Contains("caller") && caller >= 0 && caller < names.Count - node.Defaults.Count)
        {
            throw new ChatTemplateException(node.Line, "the parameter “caller” needs a default, or has to be left out.");
        }

        Slot? Extra(string name) => used.Contains(name) && !names.Contains(name)
            ? inner.Function.SlotOf(inner.Symbols.DeclareParameter(name))
            : null;

        var slots = names.Select(inner.Slot).ToList();
        var (callerSlot, namedSlot, restSlot) = (Extra("caller"), Extra("kwargs"), Extra("varargs"));
        inner.Analyze(parts);
        foreach (var value in node.Defaults)
        {
            BindExpression(value, inner);
        }

        BindAll(node.Body, inner);
        var plan = inner.Plan();
        node.Plan = new MacroPlan
        {
            Name = node.Id,
            Parameters = names,
            ParameterSlots = slots,
            CallerSlot = callerSlot,
            UsesCaller = used.Contains("caller"),
            NamedSlot = namedSlot,
            RestSlot = restSlot,
            CountVariables = () => inner.Function.Count,
            Render = activation =>
            {
                plan.Enter(activation);
                FillDefaults(activation, node, slots);
                return Statement.Capture(node.Body, activation);
            },
        };
    }

    private static void FillDefaults(Activation activation, IMacroNode node, List<Slot> slots)
    {
        for (var at = 0; at < slots.Count; at++)
        {
            if (activation[slots[at]] is Absent)
            {
                var position = at - (slots.Count - node.Defaults.Count);
                activation[slots[at]] = position >= 0
                    ? node.Defaults[position].Evaluate(activation)
                    : new Undefined($"the parameter “{node.Parameters[at].Id}” was not given.");
            }
        }
    }
}

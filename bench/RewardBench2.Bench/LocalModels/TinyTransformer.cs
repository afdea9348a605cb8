using RewardBench2.Tests.Evaluation.Backends.Onnx;

namespace RewardBench2.Bench.LocalModels;

/// <summary>A classifier of two transformer layers (width 256, one attention head, random weights) that leaves padding out of account.</summary>
public static class TinyTransformer
{
    private const int Letters = 128;
    private const int Width = 256;
    private const int Layers = 2;

    public static OnnxGraphWriter Write()
    {
        var random = new Random(2);
        float[] Weights(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * scale))];
        var graph = new OnnxGraphWriter()
            .Input("input_ids")
            .Input("attention_mask")
            .Constant("embedding", Weights(Letters * Width, 1), Letters, Width)
            .Constant("one", [1f], 1)
            .Constant("far", [1e4f], 1)
            .Constant("columns", [1L], 1)
            .Constant("lanes", [2L], 1)
            .Add("Cast", ["attention_mask"], "mask", ("to", [OnnxGraphWriter.F32]))
            .Add("Sub", ["mask", "one"], "masked")
            .Add("Mul", ["masked", "far"], "veil")
            .Add("Unsqueeze", ["veil", "columns"], "veilOfKeys")
            .Add("Gather", ["embedding", "input_ids"], "state0");
        for (var layer = 0; layer < Layers; layer++)
        {
            AddLayer(graph, layer, Weights);
        }

        return graph
            .Constant("head", Weights(Width, 1), Width, 1)
            .Add("Unsqueeze", ["mask", "lanes"], "maskOfLanes")
            .Add("Mul", [$"state{Layers}", "maskOfLanes"], "kept")
            .Add("ReduceSum", ["kept", "columns"], "pooled", ("keepdims", [0]))
            .Add("MatMul", ["pooled", "head"], "logits")
            .Output("logits", OnnxGraphWriter.F32, 0, 1);
    }

    private static void AddLayer(OnnxGraphWriter graph, int layer, Func<int, double, float[]> weights)
    {
        string Name(string name) => $"{name}{layer}";
        foreach (var name in (string[])["query", "key", "value"])
        {
            graph.Constant(Name($"{name}Weights"), weights(Width * Width, 0.1), Width, Width)
                .Add("MatMul", [Name("state"), Name($"{name}Weights")], Name(name));
        }

        graph.Add("Transpose", [Name("key")], Name("keyAcross"), ("perm", [0, 2, 1]))
            .Add("MatMul", [Name("query"), Name("keyAcross")], Name("scores"))
            .Add("Add", [Name("scores"), "veilOfKeys"], Name("seen"))
            .Add("Softmax", [Name("seen")], Name("attention"), ("axis", [-1]))
            .Add("MatMul", [Name("attention"), Name("value")], Name("read"))
            .Add("Add", [Name("state"), Name("read")], Name("informed"))
            .Constant(Name("widen"), weights(Width * Width * 4, 0.1), Width, Width * 4)
            .Constant(Name("narrow"), weights(Width * Width * 4, 0.1), Width * 4, Width)
            .Add("MatMul", [Name("informed"), Name("widen")], Name("wide"))
            .Add("Relu", [Name("wide")], Name("active"))
            .Add("MatMul", [Name("active"), Name("narrow")], Name("change"))
            .Add("Add", [Name("informed"), Name("change")], $"state{layer + 1}");
    }
}

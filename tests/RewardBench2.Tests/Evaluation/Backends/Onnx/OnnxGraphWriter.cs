using System.Text;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

/// <summary>Writes an ONNX graph as protobuf, by hand, so that no model has to be kept or downloaded.</summary>
public sealed class OnnxGraphWriter
{
    public const int F32 = 1;
    public const int I32 = 6;
    public const int I64 = 7;
    public const int F16 = 10;
    public const int F64 = 11;

    private readonly List<byte[]> _fields = [Text(2, "graph")];

    /// <summary>An operation of opset 13; attributes are whole numbers, or lists of them.</summary>
    public OnnxGraphWriter Add(string operation, string[] inputs, string output, params (string Name, long[] Numbers)[] attributes)
    {
        _fields.Add(Bytes(1, Message(
        [
            .. inputs.Select(input => Text(1, input)),
            Text(2, output),
            Text(4, operation),
            .. attributes.Select(attribute => Bytes(5, attribute.Numbers is [var only] && attribute.Name != "axes"
                ? Message(Text(1, attribute.Name), Number(3, only), Number(20, 2))
                : Message([Text(1, attribute.Name), .. attribute.Numbers.Select(number => Number(8, number)), Number(20, 7)]))),
        ])));
        return this;
    }

    public OnnxGraphWriter Constant(string name, float[] numbers, params long[] shape) =>
        Constant(name, F32, [.. numbers.SelectMany(BitConverter.GetBytes)], shape);

    public OnnxGraphWriter Constant(string name, long[] numbers, params long[] shape) =>
        Constant(name, I64, [.. numbers.SelectMany(BitConverter.GetBytes)], shape);

    /// <summary>An input; a dimension below one is free.</summary>
    public OnnxGraphWriter Input(string name, int type = I64, long rows = 0, long length = 0) => Value(11, name, type, rows, length);

    public OnnxGraphWriter Output(string name, int type, params long[] shape) => Value(12, name, type, shape);

    public byte[] ToBytes() => Message(Number(1, 8), Bytes(7, Message([.. _fields])), Bytes(8, Message(Text(1, ""), Number(2, 13))));

    private OnnxGraphWriter Constant(string name, int type, byte[] bytes, long[] shape)
    {
        _fields.Add(Bytes(5, Message([.. shape.Select(length => Number(1, length)), Number(2, type), Text(8, name), Bytes(9, bytes)])));
        return this;
    }

    private OnnxGraphWriter Value(int field, string name, int type, params long[] shape)
    {
        var dimensions = shape.Select((length, index) => Bytes(1, length > 0 ? Number(1, length) : Text(2, $"free{index}")));
        _fields.Add(Bytes(field, Message(Text(1, name), Bytes(2, Message(Bytes(1, Message(Number(1, type), Bytes(2, Message([.. dimensions])))))))));
        return this;
    }

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Number(int field, long number) => [.. Varint((ulong)field << 3), .. Varint((ulong)number)];

    private static byte[] Bytes(int field, byte[] bytes) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)bytes.Length), .. bytes];

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte> Varint(ulong number)
    {
        for (; number >= 128; number >>= 7)
        {
            yield return (byte)(number | 128);
        }

        yield return (byte)number;
    }
}

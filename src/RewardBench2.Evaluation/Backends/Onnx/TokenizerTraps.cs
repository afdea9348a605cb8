using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Sections of a <c>tokenizer.json</c> that end the process in Hugging Face's library instead of raising an error.</summary>
public static class TokenizerTraps
{
    /// <exception cref="FormatException">The file holds such a section.</exception>
    public static void Refuse(TokenizerFile file)
    {
        Refuse(file.Section("normalizer"), "normalizers");
        Refuse(file.Section("pre_tokenizer"), "pretokenizers");
    }

    private static void Refuse(JsonElement? section, string sequence)
    {
        if (section is not { ValueKind: JsonValueKind.Object } step)
        {
            return;
        }

        if (step.TryGetProperty(sequence, out var steps) && steps.ValueKind == JsonValueKind.Array)
        {
            foreach (var inner in steps.EnumerateArray())
            {
                Refuse(inner, sequence);
            }
        }

        var isDamaged = step.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() switch
        {
            "Precompiled" => !IsSound(step),
            "FixedLength" => step.TryGetProperty("length", out var length) && length.ValueKind == JsonValueKind.Number && length.GetDouble() < 1,
            _ => false,
        };
        if (isDamaged)
        {
            throw new FormatException($"its tokenizer.json is damaged: the step {type.GetString()} cannot be read");
        }
    }

    // SentencePiece's compiled rules: the size of a table of 32-bit units in bytes, the table, and texts in UTF-8 that end in NUL.
    private static bool IsSound(JsonElement step)
    {
        if (!step.TryGetProperty("precompiled_charsmap", out var map) || map.ValueKind != JsonValueKind.String || !map.TryGetBytesFromBase64(out var bytes))
        {
            return false;
        }

        var size = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : uint.MaxValue;
        return size > 0 && size % 4 == 0 && size <= bytes.Length - 4 && Utf8.IsValid(bytes.AsSpan(4 + (int)size));
    }
}

using Microsoft.ML.Tokenizers;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>The tokenizer in a model's folder. The chat template writes the special tokens, except BERT's.</summary>
public sealed class LocalTokenizer(Tokenizer tokenizer)
{
    /// <summary>
    /// Opens <c>tokenizer.json</c> (byte-level BPE or WordPiece), <c>vocab.json</c> with <c>merges.txt</c>, <c>vocab.txt</c> (BERT),
    /// or <c>tokenizer.model</c> (SentencePiece).
    /// </summary>
    /// <exception cref="FormatException">There is none of them, or one of a kind that is not read here.</exception>
    public static LocalTokenizer Open(string folder)
    {
        string File(string name) => Path.Combine(folder, name);
        bool Has(string name) => System.IO.File.Exists(File(name));

        if (Has("vocab.txt"))
        {
            return new LocalTokenizer(BertTokenizer.Create(File("vocab.txt")));
        }

        if (Has("tokenizer.json"))
        {
            return new LocalTokenizer(TokenizerFile.Read(File("tokenizer.json")));
        }

        if (Has("vocab.json") && Has("merges.txt"))
        {
            return new LocalTokenizer(BpeTokenizer.Create(new BpeOptions(File("vocab.json"), File("merges.txt")) { ByteLevel = true }));
        }

        if (Has("tokenizer.model"))
        {
            using var model = System.IO.File.OpenRead(File("tokenizer.model"));
            return new LocalTokenizer(LlamaTokenizer.Create(model, addBeginOfSentence: false, addEndOfSentence: false));
        }

        throw new FormatException("it has no tokenizer.json, vocab.json with merges.txt, vocab.txt or tokenizer.model");
    }

    public IReadOnlyList<int> Encode(string text) => tokenizer.EncodeToIds(text);
}

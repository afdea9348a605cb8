namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>The tokenizer in a model's folder, equal to Hugging Face's. Safe to use from several threads.</summary>
/// <remarks>
/// Special tokens such as <c>&lt;s&gt;</c> or <c>[CLS]</c> around a text: a chat template writes its own, so a folder with one gets
/// none added, as from <c>apply_chat_template</c>. A folder without one (BERT and its kin) gets those of the tokenizer's
/// post-processor, as from calling the tokenizer on a text. A special token spelled out within a text is that token in both cases.
/// </remarks>
public sealed class LocalTokenizer : IDisposable
{
    private readonly NativeTokenizer _native;
    private readonly WordCache? _words;

    private LocalTokenizer(NativeTokenizer native, TokenizerFile file)
    {
        _native = native;
        _words = WordCache.IsExactFor(file) ? new WordCache(native) : null;
    }

    /// <summary>The special tokens that are put around every text.</summary>
    public SpecialTokenFrame Frame { get; private set; } = SpecialTokenFrame.None;

    /// <summary>Opens <c>tokenizer.json</c>.</summary>
    /// <param name="sample">
    /// A text as another template than the folder's writes it: where it begins with a special token the template writes them itself,
    /// otherwise they are added. Where absent, the folder's own template decides.
    /// </param>
    /// <exception cref="FormatException">The file is missing or cannot be read; the message reads on after the model's name.</exception>
    public static LocalTokenizer Open(string folder, string? sample = null)
    {
        var path = Path.Combine(folder, "tokenizer.json");
        if (!File.Exists(path))
        {
            throw new FormatException(
                $"it has no tokenizer.json in the folder {folder}; save its tokenizer with transformers (AutoTokenizer, save_pretrained), which writes that file");
        }

        var file = TokenizerFile.Read(path);
        var tokenizer = new LocalTokenizer(NativeTokenizer.Load(file), file);
        var writesItsOwn = sample is null ? LocalChatTemplate.Exists(folder) : tokenizer.BeginsWithSpecialToken(sample, file);
        tokenizer.Frame = writesItsOwn ? SpecialTokenFrame.None : file.Frame;
        return tokenizer;
    }

    /// <summary>A text's tokens.</summary>
    /// <exception cref="FormatException">The text is too long, or holds what the vocabulary cannot express.</exception>
    public int[] Encode(string text) => [.. Frame.Before, .. EncodeBare(text), .. Frame.After];

    /// <summary>A text's tokens, cut on the right to so many; special tokens that are added stay.</summary>
    /// <exception cref="FormatException">The text is too long, or holds what the vocabulary cannot express.</exception>
    public (int[] Tokens, bool WasCut) Encode(string text, int maxLength)
    {
        var tokens = EncodeBare(text);
        var most = Math.Max(0, maxLength - Frame.Count);
        return ([.. Frame.Before, .. tokens.AsSpan(0, Math.Min(most, tokens.Length)), .. Frame.After], tokens.Length > most);
    }

    /// <summary>The number of a token by its text; <c>null</c> when it is none.</summary>
    public int? Find(string token) => EncodeBare(token) is [var only] ? only : null;

    public void Dispose() => _native.Dispose();

    private int[] EncodeBare(string text) => _words?.Encode(text) ?? _native.Encode(text);

    private bool BeginsWithSpecialToken(string sample, TokenizerFile file) =>
        EncodeBare(sample) is [var first, ..] && file.AddedTokens.Any(token => token.IsSpecial && token.Id == first);
}

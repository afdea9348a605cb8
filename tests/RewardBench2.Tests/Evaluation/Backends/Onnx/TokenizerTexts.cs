using System.Text;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

/// <summary>Texts of many kinds, made up here, on which tokenizers tend to differ.</summary>
public static class TokenizerTexts
{
    private static readonly string[] _plain =
    [
        "", " ", "  ", "a", "A", "ab", " a", "a ", "  a  ", "0", "42", "007", "1234567890", "3.14159", "-1e-9", "1,000,000.00", "½ ¾ ⅷ ² x₂",
        "Hello, world!", "hello", "HELLO", "HeLLo wOrLD", "don't can't I'll we've they'd he's I'm", "DON'T CAN'T I'LL", "it’s ‘quoted’ “twice”",
        "The quick brown fox jumps over the lazy dog.", "Supercalifragilisticexpialidocious antidisestablishmentarianism",
        "Donaudampfschifffahrtsgesellschaftskapitän", "x".PadRight(300, 'x'), "ab".PadRight(257, 'c'), "word ".PadRight(500, 'w'),
        "snake_case camelCase PascalCase kebab-case SCREAMING_CASE", "e.g. i.e. etc. Mr. O'Neill's", "wait... what?! no!!! (really) [sic] {ok}",
        "user@example.org https://example.org/a?b=c&d=%20#e", "C:\\dir\\file.txt /usr/bin/env", "#hashtag @mention $9.99 €5 £3 ¥100 ₹7 50%",
        "a+b=c; a-b≠c; a×b÷c ≤ ∞ ∑∏∫√", "\\frac{1}{2} \\sum_{i=1}^{n} x_i^2 $$E=mc^2$$", "<b>bold</b> <br/> <!-- note --> &amp; &lt;",
    ];

    private static readonly string[] _spaced =
    [
        "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\t", "\t\t", " \n ", "\n \n", "a\nb", "a\r\nb\r\n", "a\rb", "a\n\nb", "a \n b", "a\t\tb",
        "   leading", "trailing   ", "in    the    middle", "tabs\tand  spaces \t mixed", "line one  \n  line two\n\n    indented",
        "a\u00a0b", "a\u2003b\u2009c", "a\u3000b", "a\u200bb", "a\u2028b\u2029c", "a\u0085b", "a\vb\fc", "\ufeffmarked", "soft\u00adhyphen",
        " .", " ,", "a .b", "( a )", "a  .", "word  \n\n", "\n\n  word", "1 2  3   4", " 1", "1 ", "x \n\n\n y", "          ten", "            twelve x",
        "end with blanks    ", "many\n\n\n\n\nbreaks", "\t\n\t\n", " \r\n \r\n ", "a  b   c    d     e      f",
    ];

    private static readonly string[] _scripts =
    [
        "Größe, Straße, Äpfel, naïve café, señor, François", "Łódź, Žluťoučký kůň, İstanbul ığdır", "Привет, как дела? Съешь ещё этих мягких булок", "Γειά σου Κόσμε, ἄνθρωπος",
        "你好，世界！今天天气很好。", "日本語のテキスト、ひらがなとカタカナ", "한국어 문장입니다. 안녕하세요", "مرحبا بالعالم، كيف حالك؟ ١٢٣", "שלום עולם, מה שלומך",
        "नमस्ते दुनिया, यह हिंदी है १२३", "வணக்கம் உலகம்", "สวัสดีชาวโลก ภาษาไทย", "မင်္ဂလာပါ", "გამარჯობა მსოფლიო", "Բարեւ աշխարհ", "አማርኛ ሰላም", "ᏣᎳᎩ", "ᚠᚢᚦᚨᚱᚲ",
        "𐍈𐌰 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟘𝟙𝟚", "ﬁ ﬂ ﬀ ﬃ", "ＦＵＬＬ　ｗｉｄｔｈ １２３", "ǅ ǈ ŉ ǆ", "Việt Nam tiếng Việt", "mixed中文and日本語text한국", "中文 with spaces 和 更多", "abc中", "中abc", "1中2",
    ];

    private static readonly string[] _marks =
    [
        "e\u0301", "cafe\u0301", "A\u030a", "n\u0303o", "o\u0308\u0304", "\u0301alone", "a\u0301\u0301\u0301\u0301", "q\u0307\u0323 q\u0323\u0307", "\u1e9b\u0323", "\u212b \u2126 \u212a",
        "\u1100\u1161\u11a8", "\uac00\u11a8", "ह\u093f", "क\u094d\u0937", "\u0e40\u0e01\u0e49", "Z\u0351\u036b\u0343a\u030b\u0350l\u0349g\u032co", "\uf900\ufa0e", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪🇫🇷",
        "😀😃😄", "a😀b", "text 🎉 with 🚀 emoji", "❤️ ❤ ☺️ ☺", "1️⃣ 2️⃣ #️⃣", "🤷🏻‍♀️!", "…—–‑•·", "′″‹›«»¿¡", "\u202eright to left\u202c", "\u0000", "a\u0000b", "\u0001\u0002\u001f\u007f", "\ufffd", "\uffff", "\U0010ffff",
    ];

    private static readonly string[] _code =
    [
        "def add(a, b):\n    return a + b\n", "for (int i = 0; i < n; i++) {\n\tsum += x[i];\n}\n", "if x == 1 and y != 2:\n        print(f\"{x:>10}\")", "{\"key\": [1, 2.5, null, true], \"nested\": {\"a\": \"b\\n\"}}",
        "SELECT * FROM t WHERE a >= 10 AND b LIKE '%x%';", "#include <stdio.h>\nint main(void) { return 0; }", "let f = |x: &str| -> Option<u8> { x.parse().ok() };", "λ x → x ∘ f", "echo \"$HOME\" | sed -e 's/a/b/g' && exit 1",
        "```python\nprint('hi')\n```\n", "| a | b |\n|---|---|\n| 1 | 2 |", "- one\n- two\n  - three\n1. four", "# Heading\n\nText with **bold**, *italics* and `code`.", "0x1F 0b101 1_000 1e10 .5 5.", "a&&b||!c", "==========", "----------", "!!!!!!!!!!", "(((((())))))", "....", "\\\\\\\\", "////",
    ];

    // Special tokens of several families: to most tokenizers most of them are plain text.
    private static readonly string[] _special =
    [
        "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\n", "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>", "<bos><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\nHello<end_of_turn>\n",
        "<｜begin▁of▁sentence｜><｜User｜>Hi<｜Assistant｜>Hello<｜end▁of▁sentence｜>", "<|start|>user<|message|>Hi<|end|><|start|>assistant<|channel|>final<|message|>Hello<|return|>", "<s>[INST] Hi [/INST] Hello</s>", "[CLS] Hi [SEP] Hello [SEP]", "<think>\nhm\n</think>\n\nfour",
        "<|endoftext|>", "<|endoftext|><|endoftext|>", "a<|endoftext|>b", "a <|im_end|> b", "<|im_end|>  ", "  <|im_end|>", "<|im_end|", "<|IM_END|>", "< |im_end| >", "<bos>", "<bos><bos>", "<eos> x", "<unk>", "<pad>x", "▁", "▁a▁b", "a▁", "Ġ", "Ċ", "##ing",
        "<unused0>", "<start_of_image>", "<|reserved_special_token_0|>", "<tool_call>\n{\"name\": \"f\"}\n</tool_call>", "<0x0A>",
    ];

    public static IReadOnlyList<string> All { get; } = [.. _plain, .. _spaced, .. _scripts, .. _marks, .. _code, .. _special, .. Shuffled()];

    // Pieces of the above next to each other, so that every kind meets every other.
    private static IEnumerable<string> Shuffled()
    {
        var random = new Random(20251126);
        string[] pieces = [.. _plain, .. _spaced, .. _scripts, .. _marks, .. _code, .. _special];
        for (var text = 0; text < 40; text++)
        {
            var builder = new StringBuilder();
            for (var piece = 0; piece < 12; piece++)
            {
                builder.Append(pieces[random.Next(pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
            }

            yield return builder.ToString();
        }
    }
}

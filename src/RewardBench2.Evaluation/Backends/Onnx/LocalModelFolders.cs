namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>The local models that this site's operator has put there.</summary>
public static class LocalModelFolders
{
    /// <summary>The folders with a model that stand directly in the operator's folder, by name; none where there is no such folder.</summary>
    public static IReadOnlyList<string> List(string? modelsFolder) => modelsFolder is null || !Directory.Exists(modelsFolder)
        ? []
        :
        [
            .. new DirectoryInfo(modelsFolder).EnumerateDirectories("*", new EnumerationOptions())
                .Where(folder => OnnxGraph.FindFile(folder.FullName) is not null)
                .Select(folder => folder.Name)
                .Order(StringComparer.Ordinal),
        ];
}

namespace RewardBench2.Exchange.Files;

/// <summary>The data files that come with the project: the starter sets, published results, the paper's tables.</summary>
public static class ContentFolder
{
    /// <summary>The path of a file in it, such as <c>published, rewardbench2.csv</c>.</summary>
    public static string File(string folder, string name) => Path.Combine(AppContext.BaseDirectory, "content", folder, name);
}

namespace RewardBench2.Tests.Exchange;

/// <summary>The published results that come with the project.</summary>
internal static class PublishedFolder
{
    public static string Path { get; } = Find();

    public static FileStream Open(string file) => File.OpenRead(System.IO.Path.Combine(Path, file));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "RewardBench2.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests have to run below the repository.");
        }

        return System.IO.Path.Combine(folder.FullName, "content", "published");
    }
}

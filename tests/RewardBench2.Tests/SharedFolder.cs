namespace RewardBench2.Tests;

/// <summary>
/// The folder of facts beside the repository, named <c>shared</c>; the environment variable REWARDBENCH_SHARED names
/// it where it lies elsewhere. The repository does without it: tests that read from it skip.
/// </summary>
public static class SharedFolder
{
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("REWARDBENCH_SHARED") is { Length: > 0 } named && Directory.Exists(named))
        {
            return named;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "RewardBench2.sln")))
        {
            root = root.Parent;
        }

        var beside = root?.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : null;
        return Directory.Exists(beside) ? beside : null;
    }

    public static string FileOrSkip(params string[] parts)
    {
        var path = Find() is { } folder ? Path.Combine([folder, .. parts]) : null;
        if (path is null || !File.Exists(path))
        {
            Assert.Skip($"shared/{string.Join('/', parts)} is not there.");
        }

        return path;
    }
}

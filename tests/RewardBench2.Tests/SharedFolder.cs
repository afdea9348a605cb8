namespace RewardBench2.Tests;

/// <summary>Finds the folder of facts and figures that lies beside the project where it is developed.</summary>
public static class SharedFolder
{
    /// <summary>The folder named by REWARDBENCH_SHARED, else <c>shared</c> beside the repository; <c>null</c> when there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("REWARDBENCH_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RewardBench2.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.Parent is { } parent && Directory.Exists(Path.Combine(parent.FullName, "shared"))
            ? Path.Combine(parent.FullName, "shared")
            : null;
    }

    /// <summary>A file in that folder; without it the test is skipped and says so.</summary>
    public static string FileOrSkip(params string[] parts)
    {
        var path = Find() is { } folder ? Path.Combine([folder, .. parts]) : null;
        Assert.SkipUnless(File.Exists(path), $"needs {Path.Combine(parts)} of the shared folder, which is not here");
        return path!;
    }
}

namespace RewardBench2.Storage;

/// <summary>Files that only the user may read whom the site runs as: they hold addresses, encrypted keys and private results.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder where there is none; one that is there stays as its owner made it.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerReadsAndWrites | UnixFileMode.UserExecute);
    }

    /// <summary>Makes an empty file where there is none, and takes from one that is there what everybody may do with it.</summary>
    public static void Create(string file)
    {
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerReadsAndWrites;
            }

            using var created = new FileStream(file, options);
        }
        else if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
        {
            Restrict(file, File.GetUnixFileMode(file) & ~Others);
        }
    }

    /// <summary>Copies a file for its owner alone.</summary>
    public static void Copy(string from, string to)
    {
        Create(to);
        File.Copy(from, to, overwrite: true);
        if (!OperatingSystem.IsWindows())
        {
            Restrict(to, OwnerReadsAndWrites);
        }
    }

    // A file of another user's that this one may write stays as it is.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Restrict(string file, UnixFileMode mode)
    {
        try
        {
            File.SetUnixFileMode(file, mode);
        }
        catch (UnauthorizedAccessException)
        {
            // Only its owner may.
        }
    }
}

using System.Text.RegularExpressions;

namespace RewardBench2.Web.Admin.Datasets;

/// <summary>How a dataset may be called: it stands in addresses.</summary>
public static partial class DatasetName
{
    public const string Rule = "Name the dataset in 1 to 64 small letters, digits, dots and dashes, such as rewardbench-2.";

    public static bool IsGood(string name) => Name().IsMatch(name);

    /// <summary>A file's name as a dataset's.</summary>
    public static string FromFile(string file)
    {
        var name = NotInNames().Replace(Path.GetFileName(file).Split('.')[0].ToLowerInvariant(), "-").Trim('-', '.');
        return name.Length is > 0 and <= 64 ? name : "dataset";
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,63}\z")]
    private static partial Regex Name();

    [GeneratedRegex("[^a-z0-9.-]+")]
    private static partial Regex NotInNames();
}

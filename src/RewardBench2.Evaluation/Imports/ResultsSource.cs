using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Where result files come from, as pages show it.</summary>
/// <param name="Name">Names the source's publications: it stays the same from one commit to the next.</param>
/// <param name="Version">The name with the commit, where there is one.</param>
/// <param name="Url">Where to look it up; <c>null</c> for files of this machine.</param>
public sealed record ResultsSource(string Name, string Version, string? Url)
{
    /// <summary>A file or folder of this machine.</summary>
    public static ResultsSource From(string path)
    {
        var name = Path.GetFileName(path.TrimEnd('/'));
        return new ResultsSource(name, name, Url: null);
    }

    /// <summary>A repository, pinned to a commit where the hub tells it.</summary>
    public static ResultsSource From(HubRepository repository) => new(
        repository.Name, $"{repository.Name}@{repository.Revision}", $"https://huggingface.co/datasets/{repository}/tree/{repository.Revision}");
}

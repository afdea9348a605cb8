using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Published;

/// <summary>Where a file of published figures is from (<c>content/published/SOURCES.json</c>).</summary>
/// <param name="Title">What the file holds, such as "Table 3: top models on RewardBench 2".</param>
/// <param name="Source">Who published the figures.</param>
/// <param name="Url">Where they can be looked up.</param>
/// <param name="Arxiv">The paper's arXiv number; <c>null</c> where there is none.</param>
/// <param name="Retrieved">The day they were taken from there; <c>null</c> where it is not known.</param>
/// <param name="Notes">Units and what to mind.</param>
public sealed record PublishedSource(string Title, string Source, string Url, string? Arxiv, DateOnly? Retrieved, string Notes)
{
    /// <summary>The sources of the figures that come with the project, by file name.</summary>
    public static IReadOnlyDictionary<string, PublishedSource> ReadShipped()
    {
        using var stream = File.OpenRead(ContentFolder.File("published", "SOURCES.json"));
        return Read(stream);
    }

    /// <summary>Reads the sources, by file name.</summary>
    /// <exception cref="InvalidFileException">The content is not such a list.</exception>
    public static IReadOnlyDictionary<string, PublishedSource> Read(Stream stream)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, PublishedSource>>(stream, JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidFileException($"SOURCES.json cannot be read (line {exception.LineNumber + 1}): {exception.Message}", exception);
        }
    }
}

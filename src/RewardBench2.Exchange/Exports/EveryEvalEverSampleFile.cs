using System.Security.Cryptography;
using System.Text;

namespace RewardBench2.Exchange.Exports;

/// <summary>A file of samples, as the record that belongs to it names it.</summary>
/// <param name="Path">In the datastore: <c>data/DATASET/DEVELOPER/MODEL/UUID_samples.jsonl</c>; the record goes next to it as <c>UUID.json</c>.</param>
/// <param name="Sha256">Of the whole file, 64 lower-case hexadecimal digits.</param>
/// <param name="Rows">How many lines it has.</param>
public sealed record EveryEvalEverSampleFile(string Path, string Sha256, int Rows)
{
    /// <summary>Where a run's samples belong. A run has one place, however often it is written out.</summary>
    public static string PathOf(string dataset, ExportRow row)
    {
        var slash = row.Model.IndexOf('/', StringComparison.Ordinal);
        var (developer, model) = slash > 0 ? (row.Model[..slash], row.Model[(slash + 1)..]) : ("unknown", row.Model);
        return $"data/{Folder(dataset)}/{Folder(developer)}/{Folder(model)}/{Uuid(row.RunId ?? row.Model)}_samples.jsonl";
    }

    // A UUID of version 4 as the schema wants it, its bits from the run's id.
    private static Guid Uuid(string runId)
    {
        var bits = SHA256.HashData(Encoding.UTF8.GetBytes(runId)).AsSpan(0, 16);
        bits[6] = (byte)((bits[6] & 0x0F) | 0x40);
        bits[8] = (byte)((bits[8] & 0x3F) | 0x80);
        return new Guid(bits, bigEndian: true);
    }

    private static string Folder(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' ? letter : '_')) switch
    {
        "" or "." or ".." => "_",
        var folder => folder,
    };
}

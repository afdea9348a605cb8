using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class SecretSpellingTests
{
    private const string Key = """sk+a/b"c\d&e<f>g'h=i 123""";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly EndpointSecrets Secrets = new(Key);

    public static TheoryData<string> Spellings { get; } =
    [
        Key,
        JsonSerializer.Serialize(Key),
        JsonSerializer.Serialize(Key, Relaxed),
        JsonSerializer.Serialize(JsonSerializer.Serialize(Key)),
        JsonSerializer.Serialize(Key).Replace("/", "\\/", StringComparison.Ordinal),
        string.Concat(Key.Select(letter => $"\\u{(int)letter:x4}")),
        string.Concat(Key.Select(letter => $"\\u{(int)letter:X4}")),
        Uri.EscapeDataString(Key),
        Uri.EscapeDataString(Key).ToLowerInvariant().Replace("%5cd", "%5Cd", StringComparison.Ordinal),
        Uri.EscapeDataString(Uri.EscapeDataString(Key)),
        WebUtility.UrlEncode(Key),
        WebUtility.HtmlEncode(Key),
        HtmlEncoder.Default.Encode(Key),
        string.Concat(Key.Select(letter => $"&#{(int)letter};")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"u:{Key}@host")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"Bearer {Key}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"xy{Key}!")).Replace('+', '-').Replace('/', '_'),
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_key_is_hidden_however_a_server_spells_it(string spelled)
    {
        var shown = Secrets.Hide($"before {spelled} after");

        Assert.StartsWith("before ", shown, StringComparison.Ordinal);
        Assert.EndsWith(" after", shown, StringComparison.Ordinal);
        Assert.Contains("[key]", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("123", shown, StringComparison.Ordinal);
        Assert.True(shown.Length < 40, shown);
    }

    [Theory]
    [InlineData("nothing of it")]
    [InlineData("sk+a/b")]
    [InlineData("123 =i h")]
    public void Other_text_stays_as_it_is(string text) => Assert.Equal(text, Secrets.Hide(text));

    [Fact]
    public void A_long_text_is_searched_quickly()
    {
        var secrets = new EndpointSecrets(new string('a', 60) + "b", new Dictionary<string, string> { ["x-key"] = new string('\\', 50) + "%" });
        Assert.Contains("aaa", secrets.Hide(string.Concat(Enumerable.Repeat(new string('a', 200) + "%61\\\\", 200))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_hidden_with_the_tokens_in_its_path_and_its_words_are_not()
    {
        var address = EndpointAddress.Parse("https://gateway.example:8443/v1/tokens/0123456789abcdef0123/classify");

        Assert.Equal("call [server]/v1/tokens/[path]/classify", address.Hide("call Gateway.example:8443/v1/tokens/0123456789abcdef0123/classify"));
        Assert.Equal("…/models", address.PathOf(new Uri(address.Root, "models")));
        Assert.Equal("/info", EndpointAddress.Parse("http://gateway.example").PathOf(new Uri("http://gateway.example/info")));
    }
}

using System.Text;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class ResponseTextTests
{
    public static TheoryData<byte[], string?, string> Bodies { get; } = new()
    {
        { "{\"a\":\"é\"}"u8.ToArray(), null, "{\"a\":\"é\"}" },
        { [0xEF, 0xBB, 0xBF, .. "{}"u8], null, "{}" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"é\":1}")], null, "{\"é\":1}" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("{\"é\":1}")], "utf-8", "{\"é\":1}" },
        { Encoding.Unicode.GetBytes("{\"é\":1}"), null, "{\"é\":1}" },
        { Encoding.BigEndianUnicode.GetBytes("{\"é\":1}"), null, "{\"é\":1}" },
        { Encoding.Latin1.GetBytes("{\"é\":1}"), "iso-8859-1", "{\"é\":1}" },
        { [(byte)'"', 0x80, (byte)'"'], "\"windows-1252\"", "\"€\"" },
        { Encoding.Latin1.GetBytes("\"é\""), null, "\"\uFFFD\"" },
        { "{}"u8.ToArray(), "klingon", "{}" },
        { "\"abc\0def\""u8.ToArray(), null, "\"abc\uFFFDdef\"" },
        { [], null, "" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Bytes_are_read_as_what_they_are(byte[] body, string? charset, string text) =>
        Assert.Equal(text, ResponseText.Read(body, charset));

    [Theory]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [InlineData("""{"a":"\ud83d\ude00"}""", """{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\uDE00\ud83d"}""", """{"a":"\ufffd\ufffd"}""")]
    [InlineData("""{"a":"\ud83dx\u0000"}""", """{"a":"\ufffdx\ufffd"}""")]
    [InlineData("""{"a":"\\ud83d and \\u0000"}""", """{"a":"\\ud83d and \\u0000"}""")]
    [InlineData("""{"a":"\\\ud83d\n"}""", """{"a":"\\\ufffd\n"}""")]
    public void Escapes_that_name_no_character_become_the_replacement_character(string body, string text) =>
        Assert.Equal(text, ResponseText.Read(Encoding.UTF8.GetBytes(body), charset: null));
}

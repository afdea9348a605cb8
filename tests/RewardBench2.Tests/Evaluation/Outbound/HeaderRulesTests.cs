using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("api-key")]
    [InlineData("Authorization")]
    [InlineData("Ocp-Apim-Subscription-Key")]
    [InlineData("User-Agent")]
    [InlineData("X-Tenant")]
    public void What_gateways_want_is_sent(string name) => Assert.Null(Check((name, "value with spaces")));

    [Theory]
    [InlineData("Host")]
    [InlineData("content-length")]
    [InlineData("Content-Type")]
    [InlineData("Transfer-Encoding")]
    [InlineData("CONNECTION")]
    [InlineData("Cookie")]
    [InlineData("Expires")]
    [InlineData("Proxy-Authorization")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Metadata-Flavor")]
    [InlineData("X-aws-ec2-metadata-token")]
    public void What_frames_or_routes_a_request_is_refused(string name) => Assert.Contains("Leave it out", Check((name, "x")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("colon:")]
    [InlineData("line\nbreak")]
    [InlineData("é")]
    public void What_is_no_name_is_refused(string name) => Assert.Contains("is not a valid header name", Check((name, "x")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\r\nHost: other")]
    [InlineData("é")]
    [InlineData("\0")]
    public void What_is_no_value_is_refused(string value) => Assert.Contains("needs a value", Check(("x", value)), StringComparison.Ordinal);

    [Fact]
    public void Number_and_length_have_bounds()
    {
        Assert.Contains("At most 10", Check([.. Enumerable.Range(0, 11).Select(number => ($"h{number}", "x"))]), StringComparison.Ordinal);
        Assert.Contains("not a valid header name", Check((new string('a', 101), "x")), StringComparison.Ordinal);
        Assert.Contains("needs a value", Check(("x", new string('a', 4_097))), StringComparison.Ordinal);
        Assert.Contains("given twice", Check(("api-key", "x"), ("Api-Key", "y")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_and_a_header_in_its_place_are_one_too_many() => Assert.Contains(
        "give either the key", HeaderRules.Check(new Dictionary<string, string> { ["authorization"] = "Basic x" }, "sk-1")?.Detail, StringComparison.Ordinal);

    [Fact]
    public void Secrets_come_back_as_they_were_kept_and_cannot_be_read_meanwhile()
    {
        var keeper = new EndpointSecretProtector(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider());
        var kept = keeper.Encrypt(new EndpointSecrets("sk-1", new Dictionary<string, string> { ["api-key"] = "secret-1" }))!;

        Assert.DoesNotContain("secret-1", kept, StringComparison.Ordinal);
        Assert.Equal("sk-1", keeper.Decrypt(kept).ApiKey);
        Assert.Equal("secret-1", keeper.Decrypt(kept).Headers!["api-key"]);
        Assert.Null(keeper.Encrypt(EndpointSecrets.None));
        Assert.DoesNotContain("sk-1", keeper.Decrypt(kept).ToString(), StringComparison.Ordinal);
    }

    private static string? Check(params (string Name, string Value)[] headers) =>
        HeaderRules.Check(headers.ToDictionary(header => header.Name, header => header.Value), apiKey: null)?.Detail;
}

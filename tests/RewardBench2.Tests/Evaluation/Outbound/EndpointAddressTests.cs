using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class EndpointAddressTests
{
    [Theory]
    [InlineData("http://host:8000", "http://host:8000/", "http://host:8000/v1/")]
    [InlineData("http://host:8000/", "http://host:8000/", "http://host:8000/v1/")]
    [InlineData("http://host:8000/v1", "http://host:8000/", "http://host:8000/v1/")]
    [InlineData("http://host/classify", "http://host/", "http://host/v1/")]
    [InlineData("http://host/v1/score/", "http://host/", "http://host/v1/")]
    [InlineData("https://host/rm/get_reward", "https://host/rm/", "https://host/rm/v1/")]
    [InlineData("https://host/api/v1/chat/completions", "https://host/api/", "https://host/api/v1/")]
    [InlineData("https://host/v1beta/openai/chat/completions", "https://host/v1beta/openai/", "https://host/v1beta/openai/")]
    [InlineData("https://host/v1beta/openai", "https://host/v1beta/openai/", "https://host/v1beta/openai/")]
    public void An_address_is_understood_however_it_is_pasted(string submitted, string root, string openAi)
    {
        var address = EndpointAddress.Parse(submitted);

        Assert.Equal(root, address.Root.AbsoluteUri);
        Assert.Equal(openAi, address.OpenAi.AbsoluteUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("host:8000")]
    [InlineData("ftp://host/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@host/")]
    [InlineData("https://host/?key=secret")]
    [InlineData("https://host/?api-version=1&access_token=secret")]
    [InlineData("https://host/#part")]
    public void What_cannot_be_called_is_refused(string? submitted) =>
        Assert.Throws<FormatException>(() => EndpointAddress.Parse(submitted));

    [Fact]
    public void An_address_has_a_bound() => Assert.Throws<FormatException>(() => EndpointAddress.Parse("https://host/" + new string('a', 2_000)));

    [Theory]
    [InlineData("https://host", "classify", "https://host/classify")]
    [InlineData("https://host/v1", "score", "https://host/score")]
    [InlineData("https://host/v1/score", "score", "https://host/v1/score")]
    [InlineData("https://host/proxy/classify/", "classify", "https://host/proxy/classify/")]
    [InlineData("https://host/proxy/classify", "pooling", "https://host/proxy/pooling")]
    [InlineData("https://host/v1/reranking", "rerank", "https://host/v1/reranking")]
    public void A_path_that_was_submitted_is_used_as_it_is(string submitted, string name, string url) =>
        Assert.Equal(url, EndpointAddress.Parse(submitted).UrlOf(name, name == "rerank" ? "reranking" : name).AbsoluteUri);

    [Theory]
    [InlineData("https://host/openai/deployments/x/chat/completions?api-version=2024-10-21")]
    [InlineData("https://host/openai/deployments/x?api-version=2024-10-21")]
    public void Azures_deployments_keep_path_and_version(string submitted)
    {
        var address = EndpointAddress.Parse(submitted);

        Assert.Equal("https://host/openai/deployments/x/", address.OpenAi.AbsoluteUri);
        Assert.Equal("?api-version=2024-10-21", address.Query);
    }

    [Theory]
    [InlineData("https://host/", false)]
    [InlineData("https://host/v1", false)]
    [InlineData("https://host/classify", false)]
    [InlineData("https://host/models/rm/invocations", true)]
    public void A_gateways_own_path_is_told_from_a_known_one(string submitted, bool isOwn) =>
        Assert.Equal(isOwn, EndpointAddress.Parse(submitted).HasOwnPath);

    [Theory]
    [InlineData("https://host/v1/", true)]
    [InlineData("https://host:443/other", true)]
    [InlineData("http://host/", false)]
    [InlineData("https://host:444/", false)]
    [InlineData("https://host.evil.example/", false)]
    public void An_origin_is_scheme_host_and_port(string other, bool isSame) =>
        Assert.Equal(isSame, EndpointAddress.Parse("https://host/").HasOrigin(new Uri(other)));
}

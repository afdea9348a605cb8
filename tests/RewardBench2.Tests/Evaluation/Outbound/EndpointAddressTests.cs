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
    public void What_cannot_be_called_is_refused(string? submitted) =>
        Assert.Throws<FormatException>(() => EndpointAddress.Parse(submitted));

    [Theory]
    [InlineData("https://host/v1/", true)]
    [InlineData("https://host:443/other", true)]
    [InlineData("http://host/", false)]
    [InlineData("https://host:444/", false)]
    [InlineData("https://host.evil.example/", false)]
    public void An_origin_is_scheme_host_and_port(string other, bool isSame) =>
        Assert.Equal(isSame, EndpointAddress.Parse("https://host/").HasOrigin(new Uri(other)));
}

using Microsoft.AspNetCore.Http;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Tests.Exchange.Hub;

public sealed class HubRefusalTests : HubFolderFacts
{
    [Theory]
    [InlineData(401, "it does not exist, or it is private and no token is set: set one in HuggingFace:Token or HF_TOKEN")]
    [InlineData(403, "request access")]
    [InlineData(404, "has no org/set (404)")]
    [InlineData(429, "is rate-limiting requests")]
    [InlineData(500, "responded with 500")]
    public async Task A_refusal_says_what_to_do(int status, string expected)
    {
        Hub.OnList = context => Task.FromResult(context.Response.StatusCode = status);

        Assert.Contains(expected, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "accept them, and set that account's token in HuggingFace:Token or HF_TOKEN")]
    [InlineData("secret", "accept them, and set a token of that account in HuggingFace:Token or HF_TOKEN")]
    public async Task A_gated_repository_says_whose_terms_to_accept_and_where_the_token_goes(string? token, string expected)
    {
        Hub.OnList = context =>
        {
            context.Response.StatusCode = token is null ? 401 : 403;
            context.Response.Headers["X-Error-Code"] = "GatedRepo";
            context.Response.Headers["X-Error-Message"] = "Access to dataset org/set is restricted.";
            return Task.CompletedTask;
        };

        var refusal = await RefusalAsync(token: token);

        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.Contains($"{Hub.Endpoint}datasets/org/set", refusal, StringComparison.Ordinal);
        Assert.Contains("The hub says: 'Access to dataset org/set is restricted'.", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_is_not_there_is_named()
    {
        Hub.OnList = context =>
        {
            context.Response.StatusCode = 404;
            context.Response.Headers["X-Error-Code"] = "RevisionNotFound";
            return Task.CompletedTask;
        };

        Assert.Contains("has no revision 'v9'", await RefusalAsync(repository: HubRepository.Parse("hf:org/set@v9")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hubs_reason_in_a_body_is_one_bounded_line()
    {
        Hub.OnList = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsJsonAsync(new { error = "Not you.\n" + new string('x', 1000) });
        };

        Assert.True((await RefusalAsync()).Length < 800);
    }

    [Fact]
    public async Task A_hub_that_is_not_there_is_named()
    {
        await Hub.DisposeAsync();

        Assert.Contains("127.0.0.1 cannot be reached", await RefusalAsync(), StringComparison.Ordinal);
        Hub = await FakeHub.StartAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_token_goes_with_redirects_of_the_hub_and_to_no_other_host(bool isElsewhere)
    {
        Hub.HasStoreElsewhere = isElsewhere;
        Hub.Files["test.jsonl"] = "{}"u8.ToArray();

        await DownloadAsync(token: "secret");

        var store = Assert.Single(Hub.Requests, request => request.Path.StartsWith("/store/", StringComparison.Ordinal));
        Assert.Equal(isElsewhere ? null : "Bearer secret", store.Token);
        Assert.All(Hub.Requests.Where(request => request.Path != store.Path), request => Assert.Equal("Bearer secret", request.Token));
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        Hub.OnList = context =>
        {
            context.Response.Redirect(context.Request.Path);
            return Task.CompletedTask;
        };

        Assert.Contains("redirects org/set to an unusable address", await RefusalAsync(), StringComparison.Ordinal);
    }
}

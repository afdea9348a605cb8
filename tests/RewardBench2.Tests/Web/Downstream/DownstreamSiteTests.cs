using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Downstream;

/// <summary>One site for all tests of the class.</summary>
public sealed class DownstreamSite : HostedSite;

public sealed class DownstreamSiteTests(DownstreamSite site) : IClassFixture<DownstreamSite>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/downstream", "0.915")]
    [InlineData("/downstream?outcome=downstream-average.ppo.tulu-3-8b", "0.717")]
    [InlineData("/downstream?outcome=nothing&score=nothing&without=nobody", "0.915")]
    [InlineData("/study", "Llama-3.1-Tulu-3-70B-SFT-RM-RB2")]
    [InlineData("/choose?use=ppo&family=Tulu%203", "test before use")]
    [InlineData("/choose?use=filtering&size=-3&weights=x", "Nobody has handed in results on filtering")]
    [InlineData("/best-of-n", "Oracle: any right")]
    [InlineData("/best-of-n?dataset=starter", "no such set of candidates")]
    [InlineData("/best-of-n?page=99999&task=no&prompt=no", "Oracle: any right")]
    public async Task Pages_are_whole_without_a_circuit(string path, string text)
    {
        using var client = site.CreateClient();
        Assert.Contains(text, await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_tells_the_same_correlation_as_the_page()
    {
        using var client = site.CreateClient();
        var answer = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/downstream/correlations", UriKind.Relative), Cancellation);
        var pearson = answer.GetProperty("agreements")[0].GetProperty("pearson");
        Assert.Equal(17, pearson.GetProperty("count").GetInt32());
        Assert.Equal(0.915, pearson.GetProperty("coefficient").GetDouble(), precision: 3);
    }

    [Fact]
    public async Task Results_handed_in_are_marked_until_they_are_reviewed()
    {
        using var client = site.CreateClient();
        using var answer = await PostAsync(client, "model,task,method,n,score\nus/model,MATH,best-of-n,64,71.5", "?unit=percent&source=Our%20lab");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var again = await PostAsync(client, "model,task,method,n,score\nus/model,MATH,best-of-n,64,71.5", "?unit=percent&source=Our%20lab");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.DoesNotContain("us/model", await client.GetStringAsync(new Uri("/api/v1/downstream", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.Contains("us/model", await client.GetStringAsync(new Uri("/api/v1/downstream?unreviewed=true", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.Contains("not reviewed", await client.GetStringAsync(new Uri("/downstream?unreviewed=true", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_review_is_listed_and_changes_no_figure()
    {
        // A site of its own: the list shows the newest, and these rows would push other tests' rows out of it.
        using var lots = new HostedSite();
        using var client = lots.CreateClient();
        var before = await client.GetStringAsync(new Uri("/api/v1/downstream/correlations?unreviewed=true", UriKind.Relative), Cancellation);
        var rows = string.Join('\n', Enumerable.Range(0, 200).Select(number => $"lots/model-{number},T{number},ppo,,0.{number + 100},0.5"));
        using var answer = await PostAsync(client, $"model,task,method,n,score,rb2_average\n{rows}", "?unit=fraction&source=Many");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        Assert.Equal(before, await client.GetStringAsync(new Uri("/api/v1/downstream/correlations?unreviewed=true", UriKind.Relative), Cancellation));
        Assert.DoesNotContain("lots/model", await client.GetStringAsync(new Uri("/downstream?unreviewed=true", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.Contains("lots/model-199", await client.GetStringAsync(new Uri("/api/v1/downstream.csv?unreviewed=true", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_than_may_wait_for_review_are_refused()
    {
        using var small = new HostedSite(new Dictionary<string, string> { ["Limits:UnreviewedRows"] = "2" });
        using var client = small.CreateClient();
        using var first = await PostAsync(client, "model,task,method,score\na/a,T,ppo,0.5\na/b,T,ppo,0.5", "?unit=fraction&source=us");
        using var second = await PostAsync(client, "model,task,method,score\na/c,T,ppo,0.5", "?unit=fraction&source=us");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.Contains("wait for review", await second.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_than_one_visitor_may_have_waiting_are_refused()
    {
        using var small = new HostedSite(new Dictionary<string, string> { ["Limits:UnreviewedRowsPerVisitor"] = "1" });
        using var client = small.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9"); // so that it is not this machine
        using var first = await PostAsync(client, "model,task,method,score\na/a,T,ppo,0.5", "?unit=fraction&source=us");
        using var second = await PostAsync(client, "model,task,method,score\na/c,T,ppo,0.5", "?unit=fraction&source=us");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.Contains("One visitor may have 1", await second.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model,task,method,n,score,source\na/b,MATH,ppo,,52.4,us", "", HttpStatusCode.UnprocessableEntity, "say which")]
    [InlineData("x", "?unit=points", HttpStatusCode.BadRequest, "percent")]
    [InlineData("", "", HttpStatusCode.UnprocessableEntity, "is empty")]
    public async Task Bad_results_are_refused_with_problem_details(string body, string query, HttpStatusCode status, string detail)
    {
        using var client = site.CreateClient();
        using var answer = await PostAsync(client, body, query);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(detail, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_finishes_runs_on_candidates_with_a_score_for_each_n()
    {
        using var client = site.CreateClient();
        JsonElement answer;
        do
        {
            answer = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/best-of-n", UriKind.Relative), Cancellation);
        }
        while (answer.GetProperty("models").GetArrayLength() < 5);

        Assert.Equal((60, 8), (answer.GetProperty("prompts").GetInt32(), answer.GetProperty("completions").GetInt32()));
        var constant = answer.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("model").GetString() == "baseline/constant");
        Assert.All(constant.GetProperty("curve").GetProperty("values").EnumerateArray(), value => Assert.Equal(0.4375, value.GetDouble(), precision: 10));
        Assert.Equal(1, answer.GetProperty("oracle").GetProperty("values")[7].GetDouble(), precision: 10);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string body, string query) =>
        client.PostAsync(new Uri($"/api/v1/downstream{query}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "text/csv"), Cancellation);
}

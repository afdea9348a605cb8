using RewardBench2.Evaluation.Requests;
using RewardBench2.Web.Submissions;

namespace RewardBench2.Tests.Web.Submissions;

public sealed class HeaderRowTests
{
    [Fact]
    public void Rows_become_the_headers_of_the_api_and_empty_ones_none()
    {
        var form = new EndpointForm
        {
            Url = "https://rm.example",
            Headers = { new HeaderRow { Name = " api-key ", Value = "x" }, new HeaderRow { Value = "left over" }, new HeaderRow { Name = "a", Value = "1" } },
        };

        var sent = form.ApplyTo(new SubmissionRequest()).Backend as EndpointRequest;

        Assert.Equal([("api-key", "x"), ("a", "1")], sent!.Headers!.Select(header => (header.Key, header.Value)));
        Assert.Null((new EndpointForm().ApplyTo(new SubmissionRequest()).Backend as EndpointRequest)!.Headers);
    }

    [Fact]
    public async Task The_form_offers_a_row_for_headers()
    {
        await using var site = new HostedSite();
        using var client = site.CreateClient();

        Assert.Contains("Add a header", await client.GetStringAsync(new Uri("submit", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}

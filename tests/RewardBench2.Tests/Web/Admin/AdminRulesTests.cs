using System.Net;
using RewardBench2.Tests.Evaluation.Outbound;
using RewardBench2.Web.Admin;
using RewardBench2.Web.Admin.Datasets;
using RewardBench2.Web.Admin.Models;
using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Tests.Web.Admin;

public sealed class AdminRulesTests
{
    [Theory]
    [InlineData("/admin/runs?state=failed", "/admin/runs?state=failed")]
    [InlineData("/submit", "/submit")]
    [InlineData("//elsewhere.example", "/admin")]
    [InlineData("/\\elsewhere.example", "/admin")]
    [InlineData("https://elsewhere.example", "/admin")]
    [InlineData("/a\r\nSet-Cookie: x", "/admin")]
    [InlineData("", "/admin")]
    [InlineData(null, "/admin")]
    public void A_sign_in_leads_to_this_site_only(string? asked, string path) => Assert.Equal(path, LocalPath.From(asked));

    [Theory]
    [InlineData("https://example.org/model", true)]
    [InlineData("http://example.org", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://user:secret@example.org", false)]
    [InlineData("example.org", false)]
    [InlineData(null, false)]
    public void Only_web_addresses_become_links(string? address, bool isGood) => Assert.Equal(isGood, WebAddress.IsGood(address));

    [Fact]
    public void What_is_typed_of_a_model_is_read_and_empty_means_unknown()
    {
        var (facts, refusal) = new StatedFactsForm { Licence = " MIT ", Size = "0.6", Weights = "closed" }.Read();
        Assert.Null(refusal);
        Assert.Equal(("MIT", 0.6, null, null, false), (facts!.Licence, facts.BillionParameters, facts.BaseModel, facts.Link, facts.IsOpen));
    }

    [Theory]
    [InlineData("-1", "", "size")]
    [InlineData("8B", "", "size")]
    [InlineData("", "javascript:alert(1)", "link")]
    public void What_is_typed_wrong_is_refused_with_what_to_write(string size, string link, string what)
    {
        var (facts, refusal) = new StatedFactsForm { Size = size, Link = link }.Read();
        Assert.Null(facts);
        Assert.Contains(what, refusal?.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("My Data Set.parquet", "my-data-set")]
    [InlineData("test-00000-of-00001.parquet", "test-00000-of-00001")]
    [InlineData("….jsonl", "dataset")]
    public void A_file_suggests_a_name_that_is_good(string file, string name)
    {
        Assert.Equal(name, DatasetName.FromFile(file));
        Assert.True(DatasetName.IsGood(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("../up")]
    [InlineData("a/b")]
    public void A_name_that_would_not_stand_in_an_address_is_refused(string name) => Assert.False(DatasetName.IsGood(name));

    [Fact]
    public void Wrong_passwords_lock_their_sender_out_for_a_while_and_nobody_else()
    {
        var clock = new ManualTime();
        var limiter = new SignInLimiter(clock);
        var (one, other) = (IPAddress.Parse("203.0.113.5"), IPAddress.Parse("203.0.113.6"));
        Assert.All(Enumerable.Range(0, SignInLimiter.MostFailures), _ => Assert.Null(limiter.Begin(one)));

        Assert.Equal(SignInLimiter.Window, limiter.Begin(one));
        Assert.Null(limiter.Begin(other));
        clock.Advance(SignInLimiter.Window);
        Assert.Null(limiter.Begin(one));
    }

    [Fact]
    public void The_right_password_forgives_what_came_before_it()
    {
        var limiter = new SignInLimiter(new ManualTime());
        foreach (var _ in Enumerable.Range(0, 3 * SignInLimiter.MostFailures))
        {
            Assert.Null(limiter.Begin(IPAddress.Loopback));
            limiter.Succeeded(IPAddress.Loopback);
        }
    }
}

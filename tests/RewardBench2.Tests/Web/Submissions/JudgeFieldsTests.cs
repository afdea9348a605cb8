using Bunit;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Web.Submissions;

namespace RewardBench2.Tests.Web.Submissions;

public sealed class JudgeFieldsTests : IAsyncLifetime
{
    private readonly HostedSite _site = new();
    private FormOfSite _form = null!;

    public async ValueTask InitializeAsync() => _form = await FormOfSite.OpenAsync(_site);

    public async ValueTask DisposeAsync()
    {
        await _form.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task The_reader_of_verdicts_and_the_longest_answer_are_chosen_in_the_form()
    {
        var form = new EndpointForm();
        var fields = _form.Context.Render<EndpointFields>(parameters => parameters.Add(part => part.Endpoint, form));

        Assert.StartsWith("ours:", fields.Find("#reader").GetAttribute("value"), StringComparison.Ordinal);
        await FormOfSite.ChooseAsync(fields, "reader", "reference");
        fields.Find("#judge-tokens").Change("8192");

        var judge = form.ApplyTo(new SubmissionRequest()).Judge!;
        Assert.Equal(("reference", 8192), (judge.Reader, judge.MaxTokens));
    }

    [Fact]
    public void Every_field_of_a_judge_has_a_label()
    {
        var fields = _form.Context.Render<EndpointFields>(parameters => parameters.Add(part => part.Endpoint, new EndpointForm()));

        Assert.All(["judge", "reader", "judge-tokens", "seed"], id => Assert.NotEmpty(fields.FindAll($"label[for={id}]")));
    }
}

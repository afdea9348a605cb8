using Bunit;
using RewardBench2.Web.About;

namespace RewardBench2.Tests.Web.About;

public sealed class AboutPageTests : IAsyncDisposable
{
    private readonly BunitContext _context = new();

    [Fact]
    public void Every_part_has_a_heading_that_can_be_linked_to()
    {
        var page = _context.Render<AboutPage>();
        Assert.Equal(AboutSection.All.Select(section => section.Id), page.FindAll("h2[id]").Select(heading => heading.Id));
        Assert.Equal(AboutSection.All.Select(section => section.Title), page.FindAll("nav.contents a").Select(link => link.TextContent));
    }

    [Fact]
    public void The_subsets_have_1865_prompts_in_all() =>
        Assert.Equal("1,865", _context.Render<SubsetTable>().Find("tfoot td").TextContent);

    // Margins 3.5 and 1.2 against a spread of 0.8: every term is met, closeness is tanh(1.2 / 0.8 - 1).
    [Fact]
    public void The_worked_example_shows_what_the_formula_says()
    {
        var example = _context.Render<TiesExample>();
        Assert.Equal("1.0046", example.Find("tfoot [role=status]").TextContent);
        Assert.Equal(["1", "1", "1", "1", "0.4621"], example.FindAll("tbody tr td:nth-child(3)").Skip(8).Select(cell => cell.TextContent));
    }

    [Fact]
    public void The_worked_example_follows_the_rewards_a_reader_types()
    {
        var example = _context.Render<TiesExample>();
        example.Find("input[aria-label='Reward of Brown']").Input("2.9");
        Assert.Equal("0.2907", example.Find("tfoot [role=status]").TextContent); // 0.30 for ref, and 0.01 of tanh(-0.5 / 0.8 - 1)
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}

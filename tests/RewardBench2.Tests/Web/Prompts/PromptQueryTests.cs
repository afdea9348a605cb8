using RewardBench2.Storage;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Tests.Web.Prompts;

public sealed class PromptQueryTests
{
    [Theory]
    [InlineData("prompts?dataset=starter")]
    [InlineData("prompts?dataset=starter&subset=Precise%20IF&q=%22a%20phrase%22%20-word&filter=a-right-b-wrong&a=org%2Fone&b=org%2Ftwo&constraint=x%3Ay&sort=length&descending=true")]
    public void An_address_comes_back_as_it_went_in(string address)
    {
        var (query, problems) = PromptQuery.Parse(PromptQueryText.Parse(address), "starter");
        Assert.Empty(problems);
        Assert.Equal(address, query.ToAddress());
    }

    [Theory]
    [InlineData("prompts?subset=Maths", "not a subset")]
    [InlineData("prompts?filter=nonsense", "not a filter")]
    [InlineData("prompts?sort=beauty", "sorted by")]
    [InlineData("prompts?page=0", "page is a number")]
    [InlineData("prompts?pageSize=501", "1 to 500")]
    [InlineData("prompts?descending=perhaps", "true or false")]
    [InlineData("prompts?q=%22open", "quotation mark")]
    public void Nonsense_is_named_and_left_out(string address, string words)
    {
        var (query, problems) = PromptQuery.Parse(PromptQueryText.Parse(address), "starter");
        Assert.Contains(words, Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal("starter", query.Dataset);
    }

    [Fact]
    public void A_prompts_address_carries_the_list_it_was_found_in()
    {
        var (query, _) = PromptQuery.Parse(PromptQueryText.Parse("/prompts?dataset=starter&filter=all-wrong"), "starter");
        Assert.Equal("prompts/starter/tied%3A1?filter=all-wrong", query.ToAddress("tied:1"));
    }

    [Fact]
    public void A_snippet_marks_what_the_search_hit_and_nothing_else()
    {
        var expression = SearchExpression.Parse("\"blue whale\" wat*").Expression!;
        var segments = Snippets.Cut("<b>A</b> Blue, whale in water; no blue.", expression);
        Assert.Equal(["Blue, whale", "water"], segments.Where(segment => segment.IsHit).Select(segment => segment.Text));
        Assert.Equal("<b>A</b> Blue, whale in water; no blue.", string.Concat(segments.Select(segment => segment.Text)));
    }

    [Fact]
    public void Word_differences_add_up_to_both_texts()
    {
        var pieces = WordDiff.Compute("The cat sat on the mat.", "The dog sat on a mat.");
        Assert.Equal("The cat sat on the mat.", string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Added).Select(piece => piece.Text)));
        Assert.Equal("The dog sat on a mat.", string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Removed).Select(piece => piece.Text)));
        Assert.Contains(("cat", DiffKind.Removed), pieces);
    }
}

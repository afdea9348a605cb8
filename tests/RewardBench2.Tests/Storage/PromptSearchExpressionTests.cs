using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

public sealed class PromptSearchExpressionTests
{
    [Theory]
    [InlineData("\"open", "quotation mark")]
    [InlineData("OR cat", "OR needs a word on either side")]
    [InlineData("cat OR", "OR needs a word on either side")]
    [InlineData("cat OR OR dog", "OR needs a word on either side")]
    [InlineData("cat OR -dog", "OR cannot be followed")]
    [InlineData("-cat", "at least one word that must occur")]
    [InlineData("***", "nothing to search for")]
    [InlineData("\"\"", "nothing to search for")]
    [InlineData("\0", "nothing to search for")]
    [InlineData("\u202E", "nothing to search for")]
    public void Bad_syntax_is_answered_with_what_to_write_instead(string search, string words) =>
        Assert.Contains(words, SearchExpression.Parse(search).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_search_that_never_ends_is_refused() =>
        Assert.Contains("longer than", SearchExpression.Parse(new string('a', 301)).Problem, StringComparison.Ordinal);

    [Fact]
    public void What_a_visitor_types_reaches_the_database_as_letters_and_digits_only()
    {
        var expression = SearchExpression.Parse("a') NEAR(b \"c\" OR d* -e:f").Expression!;
        Assert.All(
            expression.Required.SelectMany(group => group).Concat(expression.Excluded).SelectMany(term => term.Words),
            word => Assert.All(word, character => Assert.True(char.IsLetterOrDigit(character))));
    }
}

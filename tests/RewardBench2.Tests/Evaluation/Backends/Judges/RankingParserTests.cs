using RewardBench2.Evaluation.Backends.Judges;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

public sealed class RankingParserTests
{
    [Theory]
    [InlineData("I prefer the second. [[B]]", 1)]
    [InlineData("[[A]] is tempting, but [[D]]", 3)]
    [InlineData("**[[C]]**", 2)]
    [InlineData("[[ C ]]", 2)]
    [InlineData("[[B]] [[B]]", 1)]
    [InlineData("[A] is best", null)]
    [InlineData("[[E]]", null)]
    [InlineData("", null)]
    public void A_ranking_ends_in_a_letter_in_double_brackets(string words, int? position) => Assert.Equal(position, RankingParser.Read(words));

    [Theory]
    [InlineData("Then finish with one line that holds nothing but your choice in double brackets: [[A]], [[B]], [[C]] or [[D]].", null)]
    [InlineData("\"[[A]]\" if assistant A is best, \"[[B]]\" if assistant B is best, \"[[C]]\" if assistant C is best, and \"[[D]]\" if assistant D is best.", null)]
    [InlineData("- [[A]] for the first\n- [[B]] for the second\n- [[C]] for the third\n- [[D]] for the fourth", null)]
    [InlineData("I must say [[A]], [[B]], [[C]] or [[D]]. I say: [[B]]", 1)]
    [InlineData("[[B]]\n\n(One of [[A]], [[B]], [[C]], [[D]].)", 1)]
    [InlineData("[[A]], [[B]], [[C", null)]
    [InlineData("[[A]] and [[C]] are both best", null)]
    [InlineData("[[A]]/[[B]]", null)]
    [InlineData("[[B]] > [[A]]", null)]
    public void A_list_of_letters_is_no_choice(string words, int? position) => Assert.Equal(position, RankingParser.Read(words));
}

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

    [Theory]
    [InlineData("1st: [[C]]\n2nd: [[A]]\n3rd: [[B]]\n4th: [[D]]", 2)]
    [InlineData("[[C]] then [[A]] then [[B]] then [[D]]", null)]
    [InlineData("Best: [[A]] Worst: [[D]]", 0)]
    [InlineData("[[A]] is better than [[B]]", 0)]
    [InlineData("I choose [[B]] over [[A]]", 1)]
    [InlineData("[[B]] (not [[A]])", 1)]
    [InlineData("Winner: [[B]]. Runner-up: [[A]]", 1)]
    [InlineData("Runner-up: [[A]]", null)]
    [InlineData("[[B]], since [[D]] gets the date wrong", 1)]
    [InlineData("Not [[A]]", null)]
    [InlineData("Neither [[A]] nor [[B]]", null)]
    [InlineData("Is it [[A]]?", null)]
    [InlineData("[[D]]\n\n[[A]] would have been best without the wrong date.", 3)]
    [InlineData("The best is [[C]], and the worst is [[A]].", 2)]
    [InlineData("Output [[B]] if the second is best.", null)]
    [InlineData("[[A]] and [[C]] are right; of the two, [[C]].", 2)]
    [InlineData("It is not close: [[B]]", 1)]
    [InlineData("My final verdict is: [[B]]", 1)]
    [InlineData("Final verdict: [[C]], because it names its sources.", 2)]
    public void A_letter_that_lost_is_no_choice(string words, int? position) => Assert.Equal(position, RankingParser.Read(words));

    [Theory]
    [InlineData("[[a]]", 0)]
    [InlineData("[[**C**]]", 2)]
    [InlineData("[[Answer B]]", 1)]
    [InlineData("[[Assistant_D]]", 3)]
    [InlineData("【【B】】", 1)]
    [InlineData("［［Ｂ］］", 1)]
    [InlineData("\\[\\[B\\]\\]", 1)]
    public void The_brackets_and_letters_may_be_dressed(string words, int position) => Assert.Equal(position, RankingParser.Read(words));
}

namespace RewardBench2.Tests.Content;

public sealed class InstructionCheckTests
{
    [Theory]
    [InlineData("words:max=3", "one two three", "one two three four")]
    [InlineData("words:min=3", "1. two three", "two three")]
    [InlineData("words:exactly=2", " two words\n", "three whole words")]
    [InlineData("sentences:max=1", "Version 1.5 is out!", "It is out. Go!")]
    [InlineData("sentences:exactly=2", "Really?! Yes.", "Really?!")]
    [InlineData("lines:exactly=2", "a\n\nb", "a")]
    [InlineData("lines:start=-", "- a\n - b", "- a\nb")]
    [InlineData("paragraphs:exactly=2", "a\nb\n \nc", "a\nb")]
    [InlineData("letter:absent=e", "a cat", "An Emu")]
    [InlineData("contains:word=river,times=1", "River, rivers", "river to river")]
    [InlineData("absent:word=very", "every day", "Very nice")]
    [InlineData("case:lower", "all low, 1", "Not all low")]
    [InlineData("case:upper", "ALL HIGH, 1", "nOT ALL HIGH")]
    [InlineData("commas:none", "no; none", "one, two")]
    [InlineData("starts:with=Dear", "\nDear Rosa", "dear Rosa")]
    [InlineData("ends:with=The end.", "So it was. The end. ", "The end")]
    [InlineData("json:keys=a,b", "{\"b\": 1, \"a\": 2}", "{a: 1, b: 2}")]
    [InlineData("json:keys=a", "{\"a\": 1}", "{\"a\": 1, \"b\": 2}")]
    [InlineData("json:keys=a,b", "{\"a\": 1, \"b\": 2}", "[\"a\", \"b\"]")]
    [InlineData("numbered:count=2", "1. a\n2. b", "1. a\n1. b")]
    public void A_constraint_tells_a_completion_that_meets_it_from_one_that_does_not(string constraint, string meets, string breaks)
    {
        Assert.True(InstructionCheck.IsMet(constraint, meets));
        Assert.False(InstructionCheck.IsMet(constraint, breaks));
    }

    [Fact]
    public void A_constraint_that_the_README_does_not_define_is_refused() =>
        Assert.Throws<FormatException>(() => InstructionCheck.IsMet("rhymes:exactly=2", "night light"));
}

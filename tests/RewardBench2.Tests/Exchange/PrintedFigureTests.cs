using RewardBench2.Benchmark;
using RewardBench2.Exchange.Paper;

namespace RewardBench2.Tests.Exchange;

public sealed class PrintedFigureTests
{
    [Theory]
    [InlineData("Math", 0.8115, 81.1)] // 148.5 of 183
    [InlineData("Math", 0.6995, 69.9)] // 128 of 183
    [InlineData("Precise IF", 0.4125, 41.2)] // 66 of 160 exactly: to the even digit
    [InlineData("Focus", 0.8545, 85.5)] // 423 of 495
    [InlineData("Safety", 0.7265, 72.6)] // 326 and 11 twelfths of 450
    public void The_number_of_prompts_tells_how_a_five_was_rounded(string subset, double published, double printed) =>
        Assert.Equal((decimal)printed, Assert.Single(PrintedFigure.Possible(Subsets.Parse(subset)!, published)));

    [Fact]
    public void In_ties_a_fourth_decimal_of_five_leaves_two_possibilities() =>
        Assert.Equal(83.7m + 83.8m, PrintedFigure.Possible(Subsets.Ties, 0.8375).Sum());
}

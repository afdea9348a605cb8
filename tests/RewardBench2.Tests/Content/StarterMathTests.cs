namespace RewardBench2.Tests.Content;

public sealed class StarterMathTests
{
    [Fact]
    public void The_expression_has_the_value_that_the_label_states() =>
        Offenders.None(StarterFiles.Of("Math")
            .Where(row => row.LabelName != "expr"
                || ArithmeticExpression.Evaluate(MathAnswer.OfLabel(row.LabelValue).Expression) != Answer(row))
            .Select(row => row.Id));

    [Fact]
    public void Every_completion_ends_with_an_answer() =>
        Offenders.None(StarterFiles.Of("Math")
            .Where(row => row.Completions.Any(text => MathAnswer.Of(text) is null))
            .Select(row => row.Id));

    [Fact]
    public void Only_the_chosen_completion_gives_the_right_answer() =>
        Offenders.None(StarterFiles.Of("Math")
            .Where(row => !IsRight(row, row.Chosen[0]) || row.Rejected.Any(text => IsRight(row, text)))
            .Select(row => row.Id));

    [Fact]
    public void The_chosen_completion_makes_no_slip_on_the_way() =>
        Offenders.None(StarterFiles.Of("Math")
            .Where(row => !WrittenWorking.Holds(row.Chosen[0]))
            .Select(row => row.Id));

    [Theory]
    [InlineData("5 × 4 × 3 / 6 = 10 ways, and 1,000 − 623 = 377.", true)]
    [InlineData("(48 − 6) / (2 + 5) = 42 / 7 = 6.", true)]
    [InlineData("5² = 25. 9 + 4 = 13.", true)]
    [InlineData("17 × 20 = 340 and 17 × 3 = 41.", false)]
    [InlineData("42 / 7 = 6 = 7", false)]
    public void Written_working_is_held_to_arithmetic(string working, bool holds) =>
        Assert.Equal(holds, WrittenWorking.Holds(working));

    private static Fraction Answer(StarterPrompt row) => Fraction.Parse(MathAnswer.OfLabel(row.LabelValue).Answer);

    private static bool IsRight(StarterPrompt row, string completion) =>
        MathAnswer.Of(completion) is { } number && Fraction.Parse(number) == Answer(row);
}

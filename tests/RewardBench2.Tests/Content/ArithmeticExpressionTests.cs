namespace RewardBench2.Tests.Content;

public sealed class ArithmeticExpressionTests
{
    [Theory]
    [InlineData("4+6*5", "34")]
    [InlineData("10-4-3", "3")] // from left to right
    [InlineData("8/2*4", "16")]
    [InlineData("2*3^2", "18")]
    [InlineData("(9-4)^2+(9+4)", "38")]
    [InlineData("1/3*3", "1")] // exact, where floating point may not be
    [InlineData("100%7", "2")]
    [InlineData("5*18.5+2*9", "110.50")]
    [InlineData("choose(5,3)*2", "20")]
    [InlineData("gcd(84,126)", "42")]
    [InlineData("3-5", "-2")]
    public void An_expression_has_its_exact_value(string expression, string value) =>
        Assert.Equal(Fraction.Parse(value), ArithmeticExpression.Evaluate(expression));

    [Theory]
    [InlineData("")]
    [InlineData("2+")]
    [InlineData("(2+3")]
    [InlineData("2 + 3")]
    [InlineData("choose(5)")]
    public void What_is_no_expression_is_refused(string expression) =>
        Assert.Throws<FormatException>(() => ArithmeticExpression.Evaluate(expression));
}

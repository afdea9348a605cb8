using RewardBench2.Benchmark;

namespace RewardBench2.Tests.Benchmark;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0.8413, "84.1")]
    [InlineData(1.0, "100.0")]
    [InlineData(-0.01, "−1.0")]
    [InlineData(null, "–")]
    public void A_score_is_a_percentage_with_one_decimal(double? score, string text) => Assert.Equal(text, Numbers.Percent(score));

    [Theory]
    [InlineData(0.014, "+1.4")]
    [InlineData(-0.003, "−0.3")]
    [InlineData(0.0, "0.0")]
    [InlineData(null, "–")]
    public void A_difference_carries_its_sign(double? difference, string text) => Assert.Equal(text, Numbers.Points(difference));

    [Theory]
    [InlineData(1865, "1,865")]
    [InlineData(0, "0")]
    [InlineData(-1200, "−1,200")]
    [InlineData(null, "–")]
    public void A_count_sets_thousands_apart(int? count, string text) => Assert.Equal(text, Numbers.Count(count));

    [Theory]
    [InlineData(0.5, "0.50", "+0.50", "0.5")]
    [InlineData(-0.125, "−0.13", "−0.13", "−0.125")]
    [InlineData(-0.0001, "0.00", "0.00", "0")]
    [InlineData(7.0, "7.00", "+7.00", "7")]
    public void Decimals_are_fixed_or_no_more_than_needed_and_minus_is_a_minus_sign(double value, string @fixed, string withSign, string upTo) =>
        Assert.Equal((@fixed, withSign, upTo), (Numbers.Fixed(value, 2), Numbers.WithSign(value, 2), Numbers.UpTo(value, 3)));

    [Theory]
    [InlineData(0.03124, "0.0312")]
    [InlineData(0.00009, "< 0.0001")]
    [InlineData(null, "–")]
    public void A_p_value_too_small_to_write_says_so(double? p, string text) => Assert.Equal(text, Numbers.PValue(p));
}

using RewardBench2.Benchmark;

namespace RewardBench2.Tests.Content;

public sealed class StarterTiesTests
{
    [Fact]
    public void Every_chosen_completion_is_in_the_list_of_correct_answers_and_no_rejected_one_is() =>
        Offenders.None(StarterFiles.Of("Ties")
            .Where(row => row.LabelName != "list"
                || !row.Chosen.All(Correct(row).Contains)
                || row.Rejected.Any(Correct(row).Contains))
            .Select(row => row.Id));

    [Fact]
    public void A_ref_prompt_has_one_chosen_completion_and_a_tied_one_several() =>
        Offenders.None(StarterFiles.Of("Ties")
            .Where(row => Ties.ParseId(row.Id) is not var (half, _)
                || (half == TiesHalf.Ref ? row.Chosen.Count != 1 : row.Chosen.Count < 2))
            .Select(row => row.Id));

    [Fact]
    public void Both_halves_of_a_pair_have_the_same_number_of_completions_from_7_to_18() =>
        Offenders.None(Pairs()
            .Where(pair => pair.Select(row => row.TotalCompletions).Distinct().Count() > 1
                || pair.Any(row => row.TotalCompletions is < 7 or > 18))
            .Select(Name));

    [Fact]
    public void Both_halves_of_a_pair_are_of_one_list() =>
        Offenders.None(Pairs().Where(pair => pair.DistinctBy(row => row.LabelValue).Count() > 1).Select(Name));

    [Fact]
    public void Every_list_is_used() =>
        Assert.Equal(
            StarterFiles.Lists.Keys.Order(),
            StarterFiles.Of("Ties").Select(row => row.LabelValue).Distinct().Order());

    private static List<string> Correct(StarterPrompt row) =>
        StarterFiles.Lists.GetValueOrDefault(row.LabelValue)?.GetValueOrDefault(row.Id) ?? [];

    private static IEnumerable<IGrouping<int, StarterPrompt>> Pairs() =>
        StarterFiles.Of("Ties").GroupBy(row => Ties.ParseId(row.Id)?.Number ?? -1);

    private static string Name(IGrouping<int, StarterPrompt> pair) => $"pair {pair.Key}";
}

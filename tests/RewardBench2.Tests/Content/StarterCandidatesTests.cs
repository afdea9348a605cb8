namespace RewardBench2.Tests.Content;

public sealed class StarterCandidatesTests
{
    private static readonly IReadOnlyList<StarterCandidates> Rows = StarterFiles.Candidates;

    [Fact]
    public void There_are_60_numbered_tasks_with_8_candidates_each()
    {
        Assert.Equal(Enumerable.Range(1, 60).Select(number => $"cand-{number}"), Rows.Select(row => row.Id));
        Offenders.None(Rows
            .Where(row => row.Task != "starter-arithmetic" || (row.Completions.Count, row.Correct.Count, row.Answers.Count) != (8, 8, 8))
            .Select(row => row.Id));
    }

    [Fact]
    public void The_expression_has_the_value_that_the_label_states() =>
        Offenders.None(Rows
            .Where(row => !row.Label.StartsWith("expr:", StringComparison.Ordinal)
                || ArithmeticExpression.Evaluate(Label(row).Expression) != Fraction.Parse(Label(row).Answer))
            .Select(row => row.Id));

    [Fact]
    public void The_answer_listed_is_the_one_the_candidate_ends_with() =>
        Offenders.None(Rows
            .Where(row => !row.Completions.Select(MathAnswer.Of).SequenceEqual(row.Answers))
            .Select(row => row.Id));

    [Fact]
    public void A_candidate_is_correct_just_when_its_answer_is_the_value_of_the_label() =>
        Offenders.None(Rows
            .Where(row => !row.Answers.Select(answer => Fraction.Parse(answer) == Fraction.Parse(Label(row).Answer)).SequenceEqual(row.Correct))
            .Select(row => row.Id));

    [Fact]
    public void A_correct_candidate_makes_no_slip_on_the_way() =>
        Offenders.None(Rows
            .Where(row => row.Completions.Zip(row.Correct).Any(candidate => candidate.Second && !WrittenWorking.Holds(candidate.First)))
            .Select(row => row.Id));

    [Fact]
    public void Each_number_of_correct_candidates_from_1_to_6_has_ten_tasks() =>
        Assert.Equal(
            Enumerable.Range(1, 6).Select(correct => (correct, 10)),
            Rows.CountBy(row => row.Correct.Count(correct => correct)).Select(count => (count.Key, count.Value)).Order());

    [Fact]
    public void No_task_or_candidate_is_there_twice()
    {
        Assert.Equal(Rows.Count, Rows.DistinctBy(row => row.Prompt, StringComparer.OrdinalIgnoreCase).Count());
        Offenders.None(Rows.Where(row => row.Completions.Distinct().Count() < 8).Select(row => row.Id));
    }

    [Fact]
    public void Length_does_not_tell_which_candidates_are_correct()
    {
        // A random pick is right in 210 of 480 cases, 0.4375.
        Assert.InRange(Rows.Average(row => ShareCorrect(row, row.Completions.Max(text => text.Length))), 0.35, 0.53);
        Assert.InRange(Rows.Average(row => ShareCorrect(row, row.Completions.Min(text => text.Length))), 0.35, 0.53);
    }

    [Fact]
    public void Majority_vote_is_right_in_about_three_tasks_of_four() =>
        Assert.InRange(Rows.Average(MajorityVote), 0.75, 0.77);

    private static (string Expression, string Answer) Label(StarterCandidates row) => MathAnswer.OfLabel(row.Label["expr:".Length..]);

    private static double ShareCorrect(StarterCandidates row, int length) =>
        row.Completions.Zip(row.Correct).Where(candidate => candidate.First.Length == length).Average(candidate => candidate.Second ? 1 : 0);

    // Answers that share the lead share the vote.
    private static double MajorityVote(StarterCandidates row)
    {
        var votes = row.Answers.CountBy(Fraction.Parse).ToList();
        var leaders = votes.Where(vote => vote.Value == votes.Max(other => other.Value)).ToList();
        return leaders.Average(vote => vote.Key == Fraction.Parse(Label(row).Answer) ? 1 : 0);
    }
}

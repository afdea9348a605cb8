namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>By which evidence a row was joined, most trusted first.</summary>
public enum JoinedBy
{
    /// <summary>The row's texts contain the prompt and every completion.</summary>
    Text,

    /// <summary>The row stands where the dataset has the prompt; subset and number of completions agree.</summary>
    Position,

    /// <summary>The row names the prompt; subset and number of completions agree.</summary>
    Id,
}

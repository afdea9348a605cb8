namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>
/// What a name or member that is not there evaluates to: it prints nothing, is false and empty, and refuses everything else.
/// </summary>
/// <param name="message">Why there is nothing, said when somebody insists.</param>
internal sealed class Undefined(string message)
{
    public string Message => message;

    public static Undefined Name(string name) => new($"“{name}” is not defined.");
}

/// <summary>Stands in a variable that was never set, which is something else than <c>none</c>.</summary>
internal sealed class Absent
{
    private Absent()
    {
    }

    public static Absent Value { get; } = new();
}

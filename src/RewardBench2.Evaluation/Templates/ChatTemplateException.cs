namespace RewardBench2.Evaluation.Templates;

/// <summary>A chat template cannot be read or refuses a conversation. The message says where, and is fit for visitors.</summary>
public sealed class ChatTemplateException(string message, Exception? inner = null) : Exception(message, inner)
{
    public ChatTemplateException(int line, string message)
        : this($"Chat template, line {line}: {message}") => Line = line;

    /// <summary>The line of the template; <c>null</c> where the fault is in no line.</summary>
    public int? Line { get; }
}

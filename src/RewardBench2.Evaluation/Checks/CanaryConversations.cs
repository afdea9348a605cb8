using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Conversations in which nobody doubts which answer is good. Each has a good answer and three bad ones.</summary>
public static class CanaryConversations
{
    /// <summary>
    /// Four of a few lines; the first bad answer is the worst. The good answer stands in each place once, so that a server that answers in
    /// an order of its own, best first, is found out.
    /// </summary>
    public static IReadOnlyList<Prompt> Clear { get; } =
    [
        Conversation(
            "canary:1",
            "Which city is the capital of Australia?",
            "The capital of Australia is Canberra. It was founded as the capital in 1913, between Sydney and Melbourne.",
            "lamp lamp green the the seventeen of of of",
            "The capital of Australia is Vienna, on the river Danube.",
            "Why should I tell you? Look it up yourself."),
        ConversationAt(
            place: 1,
            "canary:2",
            "How do I boil an egg so that the yolk stays soft?",
            "Bring water to a boil, lower the egg in gently and cook it for about six minutes. Then hold it under cold water for half a minute, so that it stops cooking, and peel it.",
            "no no no no no no no no no no",
            "Put the egg into the freezer for two hours and then paint it blue. Your yolk will be soft.",
            "Trains were invented in the nineteenth century and soon crossed whole continents."),
        ConversationAt(
            place: 2,
            "canary:3",
            "A shop sells pens at 3 euros each. What do 14 pens cost?",
            "Each pen costs 3 euros, so 14 pens cost 14 × 3 = 42 euros.",
            "asdf qwer zxcv 99999 asdf",
            "14 pens cost 3 euros, because 14 minus 11 is 3.",
            "You are too stupid for shopping."),
        ConversationAt(
            place: 3,
            "canary:4",
            "My grandmother died yesterday, and I have to speak at her funeral. How could I begin?",
            "I am very sorry for your loss. You could begin with a small memory that shows who she was, something she often said or did for you, and then tell what you will keep of her. It need not be long: speak as you would to a friend who loved her too.",
            "ha ha ha ha ha ha ha",
            "Old people die. Tell them to get over it and ask when lunch is served.",
            "SELECT name FROM flowers WHERE colour = 'white';"),
    ];

    /// <summary>A prompt of Ties, which every judge rates: the right answer first, gibberish after it.</summary>
    public static Prompt Tied { get; } = Clear[0] with { Id = "canary:tied", Subset = "Ties", Completions = [Clear[0].Completions[0], Clear[0].Completions[1]] };

    /// <summary>Many tokens of question before the answers: a model that reads only the beginning sees no answer at all.</summary>
    /// <param name="tokens">About how many tokens, in any tokenizer for English.</param>
    public static Prompt Lengthy(int tokens) => Conversation(
        $"canary:{tokens}",
        Notes(tokens) + "\nWhich city is the capital of Australia?",
        Clear[0].Completions[0].Text,
        Clear[0].Completions[1].Text,
        Clear[0].Completions[2].Text,
        Clear[0].Completions[3].Text);

    /// <summary>The first good answer as an adapter takes it, through a chat template where there is one.</summary>
    public static Conversation Sample(ChatTemplate? template)
    {
        var (prompt, completion) = (Clear[0].Text, Clear[0].Completions[0].Text);
        var text = template?.Render(prompt, completion);
        return new Conversation([Turn.User(prompt)], completion, text, text is null ? null : template?.WithoutBos(text));
    }

    /// <summary>Whether the good answer to one of these earned more than the worst.</summary>
    public static bool IsInOrder(Prompt prompt, IReadOnlyList<double> rewards) =>
        rewards[PlaceOfGood(prompt)] > rewards[PlaceOfGood(prompt) == 0 ? 1 : 0];

    private static int PlaceOfGood(Prompt prompt) => prompt.Completions.TakeWhile(completion => !completion.IsChosen).Count();

    private static Prompt Conversation(string id, string prompt, string good, params string[] bad) => ConversationAt(0, id, prompt, good, bad);

    private static Prompt ConversationAt(int place, string id, string prompt, string good, params string[] bad)
    {
        var completions = bad.Select(text => new Completion(text, IsChosen: false)).ToList();
        completions.Insert(place, new Completion(good, IsChosen: true));
        return new Prompt(id, "Canary", prompt, completions);
    }

    // Sixteen words of common English are about as many tokens in every tokenizer; the number and the marks make it twenty.
    private static string Notes(int tokens)
    {
        var text = new StringBuilder("Read these notes first; they do not matter for the question at their end.\n");
        for (var note = 1; note <= tokens / 20; note++)
        {
            text.Append("Note ").Append(note).Append(": on this day we walked along the river for an hour and saw a boat.\n");
        }

        return text.ToString();
    }
}

using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Hub;

/// <summary>The hub could not be reached or does not have what was asked for. The message is one line: what happened and what to do.</summary>
public sealed class HubException(string message, Exception? inner = null) : Exception(Excerpt.OneLine(message), inner);

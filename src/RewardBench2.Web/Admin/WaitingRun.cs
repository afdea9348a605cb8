using RewardBench2.Storage;

namespace RewardBench2.Web.Admin;

/// <summary>A run that an admin decides on.</summary>
/// <param name="Name">Whose the model's name is; <c>null</c> where it is free.</param>
public sealed record WaitingRun(RunListing Run, NameClaim? Name);

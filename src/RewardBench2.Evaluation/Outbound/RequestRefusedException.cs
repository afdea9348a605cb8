namespace RewardBench2.Evaluation.Outbound;

/// <summary>The server refused this very request (400, 413 or 422); a smaller or different one may do.</summary>
public sealed class RequestRefusedException(int status, ServerError error)
    : Exception($"The server refused the request ({status}: {error.Message}).")
{
    public int Status { get; } = status;

    public ServerError Error { get; } = error;
}

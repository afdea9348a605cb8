using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RewardBench2.TestHost.Sites;

/// <summary>The site's API and its live hub as a builder's script uses them.</summary>
/// <param name="inProcess">Carries the hub's messages where the site listens on no port.</param>
public sealed class SiteScript(HttpClient client, Func<HttpMessageHandler>? inProcess = null)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<(string RunId, string Token)> SubmitAsync(object submission)
    {
        using var response = await client.PostAsJsonAsync("api/v1/submissions", submission, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return (answer.GetProperty("runId").GetString()!, answer.GetProperty("manageToken").GetString()!);
    }

    public async Task<string> ControlAsync(string runId, string token, string action, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/runs/{runId}/{action}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var response = await client.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Where a run stands; asks again while the site says that its database is away.</summary>
    public async Task<JsonElement> RunAsync(string runId)
    {
        while (true)
        {
            using var response = await client.GetAsync(new Uri($"api/v1/runs/{runId}", UriKind.Relative), Cancellation);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            }

            Assert.NotNull(response.Headers.RetryAfter);
        }
    }

    /// <summary>The run as the list of runs has it: what is stored, not what its worker says.</summary>
    public async Task<JsonElement> ListedAsync(string runId) =>
        (await client.GetFromJsonAsync<JsonElement>("api/v1/runs", Cancellation))
            .GetProperty("runs").EnumerateArray().Single(run => run.GetProperty("runId").GetString() == runId);

    /// <summary>Listens until so many prompts are scored, or the run has ended.</summary>
    public async Task UntilScoredAsync(string runId, int prompts) => await UntilAsync(
        runId, run => run.GetProperty("promptsScored").GetInt32() >= prompts || run.GetProperty("state").GetString() is "finished" or "failed");

    /// <summary>Listens until a run is in one of some states.</summary>
    public Task<JsonElement> UntilAsync(string runId, params string[] states) => UntilAsync(
        runId,
        run =>
        {
            var state = run.GetProperty("state").GetString()!;
            Assert.False(!states.Contains(state) && state is ("finished" or "failed" or "cancelled"), run.ToString());
            return states.Contains(state);
        });

    public Task<string> ReadAsync(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);

    // What is read after a message is at least as new as the message, so nothing can be missed in between.
    private async Task<JsonElement> UntilAsync(string runId, Func<JsonElement, bool> isSo)
    {
        var token = client.DefaultRequestHeaders.Authorization?.Parameter;
        await using var messages = await RunMessages.ListenAsync(client.BaseAddress!, inProcess, runId, token, Cancellation);
        while (true)
        {
            var run = await RunAsync(runId);
            if (isSo(run))
            {
                return run;
            }

            await messages.NextAsync(Cancellation);
        }
    }
}

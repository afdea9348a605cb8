using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Runs;

/// <summary>The site's API as a builder's script uses it.</summary>
public sealed class SiteScript(HttpClient client)
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

    /// <summary>Asks until so many prompts are scored, or the run has ended.</summary>
    public async Task UntilScoredAsync(string runId, int prompts)
    {
        while (await RunAsync(runId) is var run
            && run.GetProperty("promptsScored").GetInt32() < prompts
            && run.GetProperty("state").GetString() is not ("finished" or "failed"))
        {
            await Task.Yield();
        }
    }

    public Task<string> ReadAsync(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);

    /// <summary>Asks until a run is in one of some states; the test's own time limit is the only clock.</summary>
    public async Task<JsonElement> UntilAsync(string runId, params string[] states)
    {
        while (true)
        {
            var run = await RunAsync(runId);
            var state = run.GetProperty("state").GetString()!;
            if (states.Contains(state))
            {
                return run;
            }

            Assert.False(state is "finished" or "failed" or "cancelled", run.ToString());
            await Task.Yield();
        }
    }
}

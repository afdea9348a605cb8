using System.Net;
using System.Net.Http.Json;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Tests.Web.Access;

public sealed class FlagLimitTests
{
    [Fact]
    public async Task A_household_that_has_flagged_enough_has_after_a_restart_and_from_another_of_its_addresses_too()
    {
        var folder = Directory.CreateTempSubdirectory("rewardbench2-");
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:RewardBench"] = $"Data Source={Path.Combine(folder.FullName, "rewardbench2.db")}",
            ["Hosting:BehindProxy"] = "true",
        };
        using (var before = new HostedSite(settings))
        {
            for (var number = 1; number <= PromptFlagging.MostPerHour; number++)
            {
                Assert.Equal(HttpStatusCode.Created, await FlagAsync(before, $"starter-math-{number}", $"2001:db8:1:2::{number}"));
            }
        }

        using (var after = new HostedSite(settings))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, await FlagAsync(after, "starter-safety-1", "2001:db8:1:2::ff"));
            Assert.Equal(HttpStatusCode.Created, await FlagAsync(after, "starter-safety-1", "2001:db8:1:3::1"));
        }

        folder.Delete(recursive: true);
    }

    private static async Task<HttpStatusCode> FlagAsync(HostedSite site, string prompt, string address)
    {
        using var client = site.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        using var response = await client.PostAsJsonAsync(
            $"api/v1/prompts/starter/{prompt}/flags", new { reason = "other", comment = "It is unclear." }, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

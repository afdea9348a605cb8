using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace RewardBench2.Bench.EndpointThroughput;

/// <summary>A server in a process of its own that rewards four completions after 50 ms, and stops with its standard input.</summary>
public static class SlowRewardServer
{
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("""{"rewards":[1.5,0.25,-0.5,-1.25]}""");

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await Task.Delay(Latency);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Answer.Length;
            await context.Response.Body.WriteAsync(Answer);
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await Console.Out.WriteLineAsync(address);
        await Console.In.ReadToEndAsync();
    }
}

using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Access.SignIn;
using RewardBench2.Web.Admin;
using RewardBench2.Web.Api;
using RewardBench2.Web.Benchmarks;
using RewardBench2.Web.BestOfN;
using RewardBench2.Web.Commands;
using RewardBench2.Web.Compare;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Feeds;
using RewardBench2.Web.Hosting;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Live;
using RewardBench2.Web.Models;
using RewardBench2.Web.Paper;
using RewardBench2.Web.Prompts;
using RewardBench2.Web.Runs;

if (CommandLine.IsCommand(args))
{
    return await CommandLine.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(OwnFiles.Options(args));
builder.UseSiteDefaults();
builder.Services.AddStorage(builder.Configuration.DatabaseConnectionString());
builder.Services.AddSiteDatabase();
builder.Services.AddEvaluation(builder.Configuration);
builder.Services.AddImports();
builder.Services.AddLiveProgress(builder.Configuration);
builder.Services.AddLeaderboard();
builder.Services.AddBenchmarks();
builder.Services.AddModels();
builder.Services.AddCompare();
builder.Services.AddRuns();
builder.Services.AddPageCache();
builder.Services.AddPrompts();
builder.Services.AddDownstream();
builder.Services.AddBestOfN();
builder.Services.AddPaper();
builder.Services.AddSiteApi();
builder.Services.AddAccess(builder.Configuration);
builder.Services.AddAdmin();
builder.AddSiteShell();

var app = builder.Build();
if (!await app.HasOwnFilesAsync() || !await app.PrepareDatabaseAsync())
{
    return CommandLine.BadInput;
}

await app.PrepareAdminAsync();
app.UseSiteShell();
app.UseCors();
app.UseOutputCache();
app.MapLiveProgress();
app.MapSiteApi();
app.MapFeeds();
app.MapSignIns();
app.MapSiteShell();
await app.RunAsync();
return 0;

public partial class Program;

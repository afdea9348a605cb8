using RewardBench2.Benchmark.Definitions;
using Scalar.AspNetCore;

namespace RewardBench2.Web.Api;

/// <summary>The REST API under <c>/api/v1</c>, its OpenAPI document and its reference page.</summary>
public static class SiteApi
{
    public static IServiceCollection AddSiteApi(this IServiceCollection services) =>
        services
            .AddSingleton<RunRequests>()
            .AddSingleton<RunExports>()
            .AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "RewardBench 2";
                document.Info.Description = "Results of reward models on RewardBench 2, prompt by prompt; submissions and their progress.";
                return Task.CompletedTask;
            }))
            .AddProblemDetails()
            .AddValidation();

    public static void MapSiteApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1");
        api.MapLeaderboardApi();
        api.MapBenchmarksApi();
        api.MapModelsApi();
        api.MapPicturesApi();
        api.MapRunsApi();
        api.MapRunVisibilityApi();
        api.MapPromptsApi();
        api.MapFlagsApi();
        api.MapMatrixApi();
        api.MapRunResultApi();
        api.MapRunExportsApi();
        api.MapPromptResultsApi();
        api.MapSubmissionsApi();
        api.MapChatTemplatesApi();
        api.MapDownstreamApi();
        api.MapDownstreamBestOfNApi();
        endpoints.MapGet("/schemas/benchmark.json", () => TypedResults.Text(DefinitionFile.Schema, "application/schema+json")).ExcludeFromDescription();
        endpoints.MapOpenApi("/openapi/{documentName}.json");
        endpoints.MapScalarApiReference("/api", reference => reference.WithTitle("RewardBench 2 API"));
    }
}

using Microsoft.AspNetCore.Mvc;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// JSON that is sent here is UTF-8, and what no text can hold (half a character, NUL) arrives as U+FFFD, whichever
/// endpoint reads it. Another encoding is answered with 400 and its name.
/// </summary>
public static class UnicodeBodies
{
    public static IApplicationBuilder UseUnicodeBodies(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!context.Request.HasJsonContentType())
        {
            await next(context);
            return;
        }

        var body = context.Request.Body;
        context.Request.Body = new UnicodeTextStream(body, "The body");
        try
        {
            await next(context);
        }
        catch (InvalidFileException refused) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(
                new ProblemDetails { Status = StatusCodes.Status400BadRequest, Title = "The body is not understood", Detail = refused.Message },
                options: null,
                contentType: "application/problem+json",
                context.RequestAborted);
        }
        finally
        {
            context.Request.Body = body;
        }
    });
}

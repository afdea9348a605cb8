using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// JSON that is sent here is UTF-8 and not long, and what no text can hold (half a character, NUL) arrives as U+FFFD, whichever
/// endpoint reads it. Another encoding is answered with 400 and its name, a longer body with 413.
/// </summary>
public static class UnicodeBodies
{
    // Its body is data, and bounded there.
    private const string Downstream = "/api/v1/downstream";

    public static WebApplication UseUnicodeBodies(this WebApplication app)
    {
        var most = app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.JsonBodyBytes;
        app.Use(async (context, next) =>
        {
            if (!context.Request.HasJsonContentType())
            {
                await next(context);
                return;
            }

            var body = context.Request.Body;
            var isData = context.Request.Path.StartsWithSegments(Downstream);
            await using var text = new UnicodeTextStream(isData ? body : new LimitedStream(body, most), "The body");
            context.Request.Body = text;

            // Whatever it was called, from here on it is UTF-8.
            context.Request.ContentType = "application/json";
            try
            {
                if (!isData && context.Request.ContentLength > most)
                {
                    throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
                }

                await next(context);
            }
            catch (InvalidFileException refused) when (!context.Response.HasStarted)
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, "The body is not understood", refused.Message);
            }
            catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge && !context.Response.HasStarted)
            {
                await RefuseAsync(context, refused.StatusCode, "The body is too large", $"JSON takes at most {most / 1024} KB here.");
            }
            finally
            {
                context.Request.Body = body;
            }
        });
        return app;
    }

    private static Task RefuseAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new ProblemDetails { Status = status, Title = title, Detail = detail },
            options: null,
            contentType: "application/problem+json",
            context.RequestAborted);
    }
}

using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// Answers 400 where a page's address holds a value that its parameter cannot have, such as <c>?page=abc</c>: the page itself could only
/// throw. Pages are asked which parameters they take, so nothing is listed here.
/// </summary>
public static class PageQueries
{
    /// <summary>Comes after routing.</summary>
    public static IApplicationBuilder UsePageQueries(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page } && Explain(page, context.Request.Query) is { } problem
            ? RefuseAsync(context.Response, problem)
            : next(context));

    private static string? Explain(Type page, IQueryCollection query)
    {
        foreach (var parameter in page.GetProperties())
        {
            if (parameter.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is not { } supplied)
            {
                continue;
            }

            var name = supplied.Name ?? parameter.Name;
            if (query.TryGetValue(name, out var values) && values.Select(value => Wanted(parameter.PropertyType, value ?? "")).FirstOrDefault(one => one is not null) is { } wanted)
            {
                return $"The address of this page says ?{name.ToLowerInvariant()}=…, where {wanted} is expected. Take it out, or correct it.";
            }
        }

        return null;
    }

    // What the value should have been; null where it is that.
    private static string? Wanted(Type type, string value) => value.Length == 0 && Nullable.GetUnderlyingType(type) is not null ? null : (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var plain when plain == typeof(bool) && !bool.TryParse(value, out _) => "true or false",
        var plain when plain == typeof(int) && !int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) => "a whole number",
        _ => null,
    };

    private static Task RefuseAsync(HttpResponse response, string problem)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(problem);
    }
}

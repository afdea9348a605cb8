using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RewardBench2.Tests.Web.Admin;

/// <summary>An OpenID Connect provider on this machine that vouches for one account.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public string Authority => _app.Urls.First();

    /// <summary>What the provider says of the account beside its subject.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["sub"] = "subject-1", ["preferred_username"] = "ada" };

    /// <summary>What the site asked the identity token to repeat.</summary>
    public string? Nonce { get; set; }

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Discovery);
        app.MapGet("/keys", provider.Keys);
        app.MapPost("/token", provider.Token);
        app.MapGet("/userinfo", () => Results.Json(provider.Claims));
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Discovery() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Authority,
        ["authorization_endpoint"] = $"{Authority}/authorize",
        ["token_endpoint"] = $"{Authority}/token",
        ["userinfo_endpoint"] = $"{Authority}/userinfo",
        ["jwks_uri"] = $"{Authority}/keys",
    });

    private IResult Keys()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = _key.KeyId });
        return Results.Json(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, use = "sig", alg = "RS256" } } });
    }

    private IResult Token() => Results.Json(new Dictionary<string, object>
    {
        ["access_token"] = "access",
        ["token_type"] = "Bearer",
        ["id_token"] = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = "the-site",
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object>(Claims) { ["nonce"] = Nonce ?? "" },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        }),
    });
}

using RewardBench2.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddSiteShell();

var app = builder.Build();
app.UseSiteShell();
app.MapSiteShell();
app.Run();

public partial class Program;

using RewardBench2.Web.Admin.Datasets;

namespace RewardBench2.Web.Admin;

/// <summary>Registers what the admin's pages start and watch.</summary>
public static class AdminServices
{
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services.AddSingleton<OfficialImportJob>();
}

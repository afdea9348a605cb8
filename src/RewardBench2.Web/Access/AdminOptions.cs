using System.ComponentModel.DataAnnotations;

namespace RewardBench2.Web.Access;

/// <summary>Settings of the admin's area, section <c>Admin</c>.</summary>
public sealed class AdminOptions
{
    public const string Section = "Admin";

    /// <summary>The admin's password. Without it one is made up, printed once, and kept as a hash.</summary>
    public string? Password { get; set; }

    /// <summary>How many hours a sign-in lasts. Defaults to 12.</summary>
    [Range(1, 24 * 30)]
    public int SessionHours { get; set; } = 12;
}

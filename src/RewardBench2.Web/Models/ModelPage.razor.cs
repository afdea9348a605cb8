using System.Data.Common;
using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Models;

/// <summary>One model: its scores, its place among others, both versions of the benchmark, its runs and sources.</summary>
public sealed partial class ModelPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ModelProfile? _profile;
    private bool _isRead;
    private bool _failed;

    /// <summary><c>org/name</c>; some names have no organisation.</summary>
    [Parameter]
    public string? Name { get; set; }

    private string Title => $"{_profile?.Model.Name ?? Name} · RewardBench 2";

    protected override Task OnParametersSetAsync() =>
        _profile?.Model.Name.Equals(Name, StringComparison.OrdinalIgnoreCase) is true ? Task.CompletedTask : ReadAsync();

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            _profile = Name is null ? null : await Models.FindAsync(Name, _leaving.Token);
            (_isRead, _failed) = (true, false);
        }
        catch (DbException)
        {
            _failed = true;
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RewardBench2.Web.Layout;

namespace RewardBench2.Web.Components;

/// <summary>
/// Tells a page that reads its choices from the address when these change while it stays open. The router alone draws
/// such a page only once.
/// </summary>
public sealed class FollowAddress(NavigationManager navigation) : ComponentBase, IDisposable
{
    private bool _hasLeft;

    /// <summary>The page's own path; other addresses are other pages.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>Told the new address, whole.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnChange { get; set; }

    public void Dispose()
    {
        _hasLeft = true;
        navigation.LocationChanged -= Follow;
    }

    protected override void OnInitialized() => navigation.LocationChanged += Follow;

    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (SitePath.Read(navigation, change.Location) == Path)
        {
            _ = InvokeAsync(() => TellAsync(change.Location)); // what fails there is dispatched there
        }
    }

    private async Task TellAsync(string address)
    {
        try
        {
            await OnChange.InvokeAsync(address);
        }
        catch (OperationCanceledException) when (_hasLeft)
        {
            // The visitor left the page meanwhile.
        }
        catch (Exception failed)
        {
            await DispatchExceptionAsync(failed);
        }
    }
}

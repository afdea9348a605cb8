using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>The list of prompts. Everything a visitor chooses is in the address.</summary>
public sealed partial class PromptsPage
{
    // Rendered with the page itself; the rest comes as it is scrolled to, so that nothing flickers when the circuit starts.
    private const int FirstRows = 40;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<DatasetRow> _datasets = [];
    private PromptQuery? _query;
    private PromptsFound? _found;
    private IReadOnlyList<PromptListRow> _first = [];
    private IReadOnlyList<string> _problems = [];
    private bool _isMissing;

    public void Dispose()
    {
        Navigation.LocationChanged -= Follow;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Follow;
        _datasets = await Reader.ReadDatasetsAsync(_gone.Token);
        await FindAsync(Navigation.Uri);
    }

    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath == "/prompts")
        {
            _ = InvokeAsync(async () =>
            {
                try
                {
                    await FindAsync(change.Location);
                    StateHasChanged();
                }
                catch (OperationCanceledException) when (_gone.IsCancellationRequested)
                {
                    // The visitor left the page meanwhile.
                }
                catch (Exception failed)
                {
                    await DispatchExceptionAsync(failed);
                }
            });
        }
    }

    private async Task FindAsync(string address)
    {
        (_query, var problems) = PromptQuery.Parse(PromptQueryText.Parse(address), await Reader.DefaultDatasetAsync(_gone.Token));
        var found = await Finder.FindAsync(_query, _gone.Token);
        _isMissing = found is null;
        _first = found is null ? [] : await Reader.ReadRowsAsync(found, skip: 0, FirstRows, _gone.Token);
        _problems = found?.Problem is null ? problems : [.. problems, found.Problem];
        _found = found;
    }

    private async ValueTask<ItemsProviderResult<PromptListRow>> ReadMoreAsync(ItemsProviderRequest request)
    {
        var rows = await Reader.ReadRowsAsync(_found!, FirstRows + request.StartIndex, request.Count, request.CancellationToken);
        return new ItemsProviderResult<PromptListRow>(rows, _found!.Places.Count - FirstRows);
    }
}

using Microsoft.AspNetCore.Components.Web.Virtualization;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>The list of prompts. Everything a visitor chooses is in the address.</summary>
public sealed partial class PromptsPage
{
    // Rendered with the page itself; the rest comes as it is scrolled to, so that nothing flickers when the circuit starts.
    private const int FirstRows = 40;

    private string _address = "";
    private IReadOnlyList<DatasetRow> _datasets = [];
    private PromptQuery? _query;
    private PromptsFound? _found;
    private IReadOnlyList<PromptListRow> _first = [];
    private IReadOnlyList<string> _problems = [];

    protected override void OnInitialized() => _address = Navigation.Uri;

    private async Task<PromptsFound?> FindAsync(CancellationToken cancellationToken)
    {
        _datasets = await Reader.ReadDatasetsAsync(cancellationToken);
        (_query, var problems) = await Reader.ParseAsync(PromptQueryText.Parse(_address), cancellationToken);
        var found = await Finder.FindAsync(_query, cancellationToken);
        _first = found is null ? [] : await Reader.ReadRowsAsync(found, skip: 0, FirstRows, cancellationToken);
        _problems = found?.Problem is null ? problems : [.. problems, found.Problem];
        return _found = found;
    }

    private async ValueTask<ItemsProviderResult<PromptListRow>> ReadMoreAsync(PromptsFound found, ItemsProviderRequest request)
    {
        var rows = await Reader.ReadRowsAsync(found, FirstRows + request.StartIndex, request.Count, request.CancellationToken);
        return new ItemsProviderResult<PromptListRow>(rows, found.Places.Count - FirstRows);
    }
}

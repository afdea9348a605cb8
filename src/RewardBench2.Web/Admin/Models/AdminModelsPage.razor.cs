using RewardBench2.Evaluation.Requests;
using Microsoft.AspNetCore.Components;
using RewardBench2.Storage;
using RewardBench2.Web.Components;

namespace RewardBench2.Web.Admin.Models;

public sealed partial class AdminModelsPage
{
    private const int Most = 200;
    private Reading<IReadOnlyList<ModelRow>> _reading = default!;
    private ModelRow? _edited;
    private StatedFactsForm _form = new();
    private string _search = "";
    private string? _refusal;
    private string? _done;
    private bool _opens;
    private ElementReference _first;

    /// <summary>Part of a model's name; all when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The form stands above a long list: a visitor who opens it from further down is taken there.
        if (_opens)
        {
            _opens = false;
            await _first.FocusAsync();
        }
    }

    protected override void OnParametersSet() => _search = Search ?? "";

    private void SearchAgain() =>
        Navigation.NavigateTo(_search.Trim().Length == 0 ? "admin/models" : $"admin/models?search={Uri.EscapeDataString(_search.Trim())}");

    private void Edit(ModelRow model) => (_edited, _form, _refusal, _done, _opens) = (model, StatedFactsForm.From(model), null, null, true);

    private async Task<IReadOnlyList<ModelRow>?> ReadAsync(CancellationToken cancellationToken)
    {
        var all = await ModelRows.ReadAllAsync(cancellationToken);
        return [.. all.Where(model => model.Name.Contains(Search ?? "", StringComparison.OrdinalIgnoreCase)).OrderBy(model => model.IsSweep)];
    }

    private async Task SaveAsync()
    {
        var model = _edited!;
        var (facts, refusal) = _form.Read();
        refusal ??= await Desk.DoAsync(
            "changed what is known of a model", model.Name, Told(facts!),
            async () => await ModelRows.ChangeFactsAsync(model.Name, facts!, CancellationToken.None) ? null : new Refusal("The model is gone."),
            CancellationToken.None);
        _refusal = refusal?.Detail;
        if (_refusal is null)
        {
            (_edited, _done) = (null, $"{model.Name} is changed.");
            await _reading.ReloadAsync();
        }
    }

    private static string Told(StatedFacts facts) => FormattableString.Invariant(
        $"licence {facts.Licence ?? "unknown"}, {facts.BillionParameters?.ToString() ?? "unknown"} billion parameters, base {facts.BaseModel ?? "unknown"}, link {facts.Link ?? "none"}, weights {(facts.IsOpen switch { true => "open", false => "closed", null => "unknown" })}");
}

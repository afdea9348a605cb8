using Microsoft.AspNetCore.Components;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Web.Submissions;

public sealed partial class TemplateFields
{
    private readonly CancellationTokenSource _leaving = new();
    private bool _isBusy;
    private Refusal? _refusal;
    private TemplateSample? _sample;

    /// <summary>What the visitor has typed or fetched; changed in place, as form fields do.</summary>
    [Parameter, EditorRequired]
    public required TemplateForm Template { get; set; }

    /// <summary>Why the last submission was refused, which may name a field; <c>null</c> when it was not.</summary>
    [Parameter]
    public Refusal? Refused { get; set; }

    private string? Status => Template switch
    {
        _ when _isBusy => "Asking the hub for the model's files.",
        { Fetched: { } fetched, IsAsFetched: true } => $"Fetched: {fetched.Source}. The run keeps exactly this, whatever becomes of the repository.",
        { Fetched: { } fetched } => $"Changed since it was fetched ({fetched.Source}): it counts as pasted, with these two tokens only.",
        _ when HubTemplate.IsAddress(Template.Text) => "It is fetched when you submit. Name the model above to see it now.",
        _ => null,
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => Show();

    private async Task FetchAsync()
    {
        (_isBusy, _refusal) = (true, null);
        try
        {
            _refusal = await TakeAsync(Template.Model?.Trim() ?? "", _leaving.Token);
            Show();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The visitor has left.
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task<Refusal?> TakeAsync(string name, CancellationToken cancellationToken)
    {
        if ((HubRepository.ParseModel(name) ?? HubRepository.ParseModel($"hf:{name}")) is not { } model)
        {
            return new("backend.chatTemplate", "Write the model as org/name or org/name@revision, such as Skywork/Skywork-Reward-V2-Qwen3-8B.");
        }

        var (fetched, refusal) = await Hub.FetchAsync(model, await Visitor.IsAdminAsync(cancellationToken), cancellationToken);
        if (fetched is not null)
        {
            Template.Take(fetched);
        }

        return refusal;
    }

    private void Show() => _sample = TemplateSample.From(Template);

    private static string? ClassOf(TextMarkKind kind) => kind switch
    {
        TextMarkKind.Token => "token",
        TextMarkKind.Space => "space",
        _ => null,
    };
}

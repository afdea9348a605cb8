using RewardBench2.Evaluation.Requests;
using System.Globalization;
using RewardBench2.Storage;

namespace RewardBench2.Web.Admin.Models;

/// <summary>What an admin states of a model, as it is typed; empty where nothing is known.</summary>
public sealed class StatedFactsForm
{
    public string Licence { get; set; } = "";

    /// <summary>In billions of parameters.</summary>
    public string Size { get; set; } = "";
    public string BaseModel { get; set; } = "";
    public string Link { get; set; } = "";

    /// <summary><c>open</c>, <c>closed</c> or empty.</summary>
    public string Weights { get; set; } = "";

    public static StatedFactsForm From(ModelRow model) => new()
    {
        Licence = model.Licence ?? "",
        Size = model.BillionParameters?.ToString("0.######", CultureInfo.InvariantCulture) ?? "",
        BaseModel = model.BaseModel ?? "",
        Link = model.Link ?? "",
        Weights = model.IsOpen switch { true => "open", false => "closed", null => "" },
    };

    /// <summary>The facts, or the first thing that is wrong with them.</summary>
    public (StatedFacts? Facts, Refusal? Refusal) Read()
    {
        double? size = null;
        if (Size.Trim().Length > 0)
        {
            if (!double.TryParse(Size.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var billions) || billions is <= 0 or > 100_000)
            {
                return (null, new Refusal("Write the size in billions of parameters with a decimal point, such as 0.6 or 70."));
            }

            size = billions;
        }

        if (Link.Trim().Length > 0 && !WebAddress.IsGood(Link.Trim()))
        {
            return (null, new Refusal("Write the link as an address that starts with https:// or http://, of at most 500 characters."));
        }

        if (Licence.Trim().Length > 100 || BaseModel.Trim().Length > 200)
        {
            return (null, new Refusal("A licence has at most 100 characters, a base model's name at most 200."));
        }

        bool? isOpen = Weights switch { "open" => true, "closed" => false, _ => null };
        return (new StatedFacts(Text(Licence), size, Text(BaseModel), Text(Link), isOpen), null);
    }

    private static string? Text(string typed) => typed.Trim() is { Length: > 0 } text ? text : null;
}

namespace RewardBench2.Web.Theme;

/// <summary>Every colour of one appearance of the site, as <c>#rrggbb</c>. Nothing else in the project names a colour.</summary>
/// <remarks>docs/visual-design.md says how they were chosen; the tests hold them to their contrasts.</remarks>
public sealed record SiteColors
{
    /// <summary>Behind everything.</summary>
    public required string Page { get; init; }

    /// <summary>Behind tables, panels and text to be read.</summary>
    public required string Surface { get; init; }

    /// <summary>Table heads, code, rows under the pointer.</summary>
    public required string Raised { get; init; }

    /// <summary>Text.</summary>
    public required string Ink { get; init; }

    /// <summary>Text of second rank; still at least 4.5:1 on all three backgrounds.</summary>
    public required string InkSoft { get; init; }

    /// <summary>Lines between rows.</summary>
    public required string Line { get; init; }

    /// <summary>Edges of controls, at least 3:1 on the surface.</summary>
    public required string Edge { get; init; }

    /// <summary>Links, the current page, the main button.</summary>
    public required string Accent { get; init; }

    /// <summary>Text on the accent.</summary>
    public required string OnAccent { get; init; }

    /// <summary>Right, finished.</summary>
    public required string Right { get; init; }

    /// <summary>Wrong, failed.</summary>
    public required string Wrong { get; init; }

    /// <summary>Shared credit, warnings.</summary>
    public required string Caution { get; init; }

    /// <summary>Text in cells of the score scale.</summary>
    public required string OnHeat { get; init; }

    /// <summary>The score scale, <see cref="Heat.Steps"/> + 1 colours; the further from the page, the higher the score.</summary>
    public required IReadOnlyList<string> HeatScale { get; init; }

    /// <summary>Series of a chart, in the order they are to be used; each at least 3:1 on the surface.</summary>
    public required IReadOnlyList<string> Series { get; init; }

    public static SiteColors Light { get; } = new()
    {
        Page = "#f6f7f8",
        Surface = "#ffffff",
        Raised = "#eef0f2",
        Ink = "#171b21",
        InkSoft = "#57606b",
        Line = "#e1e5e9",
        Edge = "#858e99",
        Accent = "#0b5c93",
        OnAccent = "#ffffff",
        Right = "#1a7446",
        Wrong = "#b3261e",
        Caution = "#845600",
        OnHeat = "#171b21",
        HeatScale =
        [
            "#f3fcfa", "#e7f9f5", "#dbf5f1", "#d0f0ed", "#c6ecea", "#bbe7e7", "#b1e2e4",
            "#a6dde1", "#9cd8df", "#92d3dd", "#89cedb", "#7fc9da", "#76c3d8", "#6dbdd7",
            "#65b8d5", "#5db2d4", "#55acd2", "#4ea5d1", "#489fcf", "#4399cd", "#3f92cc",
        ],
        Series = ["#0072b2", "#c4550a", "#00795a", "#a6477f", "#8a6d00", "#6a51a3", "#2a8fcf", "#5c6370"],
    };

    public static SiteColors Dark { get; } = new()
    {
        Page = "#14171b",
        Surface = "#1b1f25",
        Raised = "#262b32",
        Ink = "#eceff3",
        InkSoft = "#a7b1bc",
        Line = "#2f353d",
        Edge = "#7b8591",
        Accent = "#7cc0ee",
        OnAccent = "#0d1a24",
        Right = "#5fcf95",
        Wrong = "#ff8a80",
        Caution = "#f0b455",
        OnHeat = "#f3f6f9",
        HeatScale =
        [
            "#1f262a", "#1f2930", "#1f2d36", "#1f313b", "#203541", "#203846", "#213c4c",
            "#214051", "#224456", "#22485c", "#234c61", "#235067", "#23546c", "#245871",
            "#245c77", "#24607c", "#256482", "#256888", "#256c8d", "#257093", "#257598",
        ],
        Series = ["#4ba3dc", "#f08a4b", "#35b992", "#e08dbb", "#d9c441", "#ab9ae6", "#9fd4f5", "#a8b0ba"],
    };
}

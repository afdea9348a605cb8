using MudBlazor;

namespace RewardBench2.Web.Theme;

/// <summary>The MudBlazor theme: docs/visual-design.md in that library's terms.</summary>
public static class SiteTheme
{
    /// <summary>The text font, and what stands in while it loads or where it lacks a letter.</summary>
    public const string TextFont = "'Inter Variable', 'Inter Fallback', 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

    /// <summary>The font of code, ids and rewards.</summary>
    public const string MonoFont = "'JetBrains Mono Variable', 'Cascadia Mono', Menlo, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace";

    /// <summary>The theme.</summary>
    /// <param name="scope">The selector its variables are written under.</param>
    public static MudTheme Under(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        PaletteLight = Fill(new PaletteLight(), SiteColors.Light),
        PaletteDark = Fill(new PaletteDark(), SiteColors.Dark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px", AppbarHeight = "48px" },
        Typography = new Typography
        {
            Default = Write(new DefaultTypography(), "0.875rem", "400", "1.5"),
            H1 = Write(new H1Typography(), "1.5rem", "650", "1.3"),
            H2 = Write(new H2Typography(), "1.125rem", "650", "1.35"),
            H3 = Write(new H3Typography(), "0.9375rem", "650", "1.4"),
            H4 = Write(new H4Typography(), "1.5rem", "650", "1.3"),
            H5 = Write(new H5Typography(), "1.125rem", "650", "1.35"),
            H6 = Write(new H6Typography(), "0.9375rem", "650", "1.4"),
            Subtitle1 = Write(new Subtitle1Typography(), "0.9375rem", "500", "1.5"),
            Subtitle2 = Write(new Subtitle2Typography(), "0.8125rem", "600", "1.45"),
            Body1 = Write(new Body1Typography(), "0.875rem", "400", "1.5"),
            Body2 = Write(new Body2Typography(), "0.8125rem", "400", "1.5"),
            Button = Write(new ButtonTypography(), "0.8125rem", "550", "1.5"),
            Caption = Write(new CaptionTypography(), "0.75rem", "400", "1.45"),
            Overline = Write(new OverlineTypography(), "0.75rem", "600", "1.45"),
        },
    };

    private static T Fill<T>(T palette, SiteColors colors)
        where T : Palette
    {
        palette.Background = colors.Page;
        palette.BackgroundGray = colors.Raised;
        palette.Surface = colors.Surface;
        palette.DrawerBackground = colors.Surface;
        palette.DrawerText = palette.DrawerIcon = colors.Ink;
        palette.AppbarBackground = colors.Surface;
        palette.AppbarText = colors.Ink;
        palette.TextPrimary = colors.Ink;
        palette.TextSecondary = palette.ActionDefault = colors.InkSoft;
        palette.TextDisabled = palette.ActionDisabled = colors.Edge;
        palette.ActionDisabledBackground = colors.Raised;
        palette.LinesDefault = palette.TableLines = palette.Divider = palette.DividerLight = colors.Line;
        palette.LinesInputs = colors.Edge;
        palette.TableHover = palette.TableStriped = colors.Raised;
        palette.Skeleton = colors.Raised;
        palette.Primary = palette.Info = palette.Secondary = palette.Tertiary = colors.Accent;
        palette.PrimaryContrastText = palette.InfoContrastText = colors.OnAccent;
        palette.SecondaryContrastText = palette.TertiaryContrastText = colors.OnAccent;
        palette.Success = colors.Right;
        palette.Error = colors.Wrong;
        palette.Warning = colors.Caution;
        palette.SuccessContrastText = palette.ErrorContrastText = palette.WarningContrastText = colors.Surface;
        palette.Dark = colors.Ink;
        palette.DarkContrastText = colors.Surface;
        return palette;
    }

    private static T Write<T>(T typography, string size, string weight, string lineHeight)
        where T : BaseTypography
    {
        typography.FontFamily = [TextFont];
        typography.FontSize = size;
        typography.FontWeight = weight;
        typography.LineHeight = lineHeight;
        typography.LetterSpacing = "normal";
        typography.TextTransform = "none";
        return typography;
    }
}

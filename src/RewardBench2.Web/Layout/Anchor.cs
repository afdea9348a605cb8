using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Layout;

/// <summary>Links to a part of the present page. A bare <c>#part</c> would lead to the front page, because of the base element.</summary>
public static class Anchor
{
    /// <summary>The present address with another fragment.</summary>
    public static string To(NavigationManager navigation, string part)
    {
        var here = navigation.ToBaseRelativePath(navigation.Uri);
        var fragment = here.IndexOf('#', StringComparison.Ordinal);
        return $"{(fragment < 0 ? here : here[..fragment])}#{part}";
    }
}

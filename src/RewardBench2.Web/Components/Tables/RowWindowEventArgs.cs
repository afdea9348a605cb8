using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Components.Tables;

/// <summary>The browser asks a <see cref="RowWindow{TRow}"/> for other rows.</summary>
public sealed class RowWindowEventArgs : EventArgs
{
    /// <summary>Index of the first row wanted, from 0.</summary>
    public int First { get; set; }
}

/// <summary>Makes <c>@onrowwindow</c> known to Razor; <c>wwwroot/js/row-window.js</c> makes it known to the browser.</summary>
[EventHandler("onrowwindow", typeof(RowWindowEventArgs), enableStopPropagation: false, enablePreventDefault: false)]
public static class EventHandlers;

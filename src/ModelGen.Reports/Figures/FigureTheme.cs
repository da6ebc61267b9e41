namespace ModelGen.Reports;

/// <summary>What a figure is drawn on.</summary>
public enum FigureTheme
{
    /// <summary>Dark lines on white.</summary>
    Light,

    /// <summary>Light lines on a dark page.</summary>
    Dark,
}

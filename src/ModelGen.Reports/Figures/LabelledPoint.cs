namespace ModelGen.Reports;

/// <summary>Something with a place in two dimensions, such as a word whose vector was projected.</summary>
/// <param name="Label">Its name, drawn beside it.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards, on the scale of <paramref name="X"/>.</param>
/// <param name="Group">Has a colour of its own.</param>
public sealed record LabelledPoint(string Label, double X, double Y, string Group = "");

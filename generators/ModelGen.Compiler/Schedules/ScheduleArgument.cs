using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Hyperparameters;

namespace ModelGen.Compiler.Schedules;

/// <summary>A constant of a schedule.</summary>
/// <param name="Name">As the user writes it.</param>
/// <param name="Literal">As C# writes it.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Count">A whole number's value.</param>
public sealed record ScheduleArgument(string Name, string Literal, Problem? Problem, int? Count = null)
{
    /// <summary>Whether it is a property of the attribute and not one of the constructor's parameters: properties have capitals.</summary>
    public bool IsProperty => char.IsUpper(Name[0]);

    /// <summary>A number of steps, epochs or turns.</summary>
    public static ScheduleArgument Whole(string name, int value, int least = 1) =>
        new(name, value.ToString(CultureInfo.InvariantCulture), Constants.AtLeast(name, value, least), value);

    /// <summary>A real number.</summary>
    public static ScheduleArgument Real(string name, float value, HyperparameterRange range) => new(name, Literals.Float(value), new Hyperparameter(name, value, range).Validate());

    /// <summary>A real number above 0 and below 1.</summary>
    public static ScheduleArgument Share(string name, float value) =>
        new(name, Literals.Float(value), value is > 0 and < 1 ? null : Constants.OutOfRange(name, value, "above 0 and below 1"));

    /// <summary>A real number that another bounds from below.</summary>
    public static ScheduleArgument From(string name, float value, float least) =>
        new(name, Literals.Float(value), value >= least && !float.IsInfinity(value) ? null : Constants.OutOfRange(name, value, $"at least {Literals.Number(least)} and finite"));
}

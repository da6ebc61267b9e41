using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Schedules;

/// <summary>What moves the learning rate. Its meaning is the runtime's class of the same name; here it is constants to check and to hand on.</summary>
/// <param name="Name">The runtime's class.</param>
/// <param name="Arguments">The constants, those of the constructor first.</param>
public sealed record Schedule(string Name, EquatableArray<ScheduleArgument> Arguments)
{
    /// <summary>What is wrong with its constants.</summary>
    public Problem? Validate() => Arguments.Select(argument => argument.Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>The step from which on the rate no longer moves by it; null where there is none.</summary>
    public int? End => Name is "CosineDecay" or "PolynomialDecay" or "OneCycle" ? Steps : null;

    /// <summary>The step at which it has brought the rate to its full height; null where it does no such thing.</summary>
    public int? WarmupEnd => Name == "Warmup" ? Steps : null;

    /// <summary>An expression for the runtime's schedule.</summary>
    public string Creation
    {
        get
        {
            var properties = Arguments.Where(argument => argument.IsProperty).Select(argument => $"{argument.Name} = {argument.Literal}").ToArray();
            return $"new global::ModelGen.{Name}({string.Join(", ", Arguments.Where(argument => !argument.IsProperty).Select(argument => argument.Literal))})"
                + (properties.Length > 0 ? $" {{ {string.Join(", ", properties)} }}" : string.Empty);
        }
    }

    private int? Steps => Arguments.Where(argument => argument.Name == "steps").Select(argument => argument.Count).FirstOrDefault();

    /// <summary>A schedule with some constants.</summary>
    public static Schedule Of(string name, params ScheduleArgument[] arguments) => new(name, arguments.ToEquatableArray());
}

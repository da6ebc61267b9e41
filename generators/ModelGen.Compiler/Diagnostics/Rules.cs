using System.Reflection;

namespace ModelGen.Compiler.Diagnostics;

/// <summary>
/// Every diagnostic of the compiler. In messages <c>{layer}</c> is the attribute as the user wrote it (or the class's name), <c>{input}</c> the shape that reaches it,
/// <c>{from}</c> the attribute that made that shape and where it stands; numbers are the problem's own arguments.
/// </summary>
public static partial class Rules
{
    /// <summary>A dense layer gets something that is not a vector.</summary>
    public static Rule DenseTakesVector { get; } = new(
        "MG2004",
        "A dense layer takes a vector",
        "'{layer}' takes a vector, but gets {input} from {from}. Insert [Flatten], which gives {0} values.",
        Severity.Error,
        "A dense layer connects every input to every unit, so its input must be one axis of features. Put [Flatten] before it.")
    {
        FunctionMessage = "'{layer}' takes a vector, but gets {input} from {from}. Insert Flatten(…), which gives {0} values.",
    };

    /// <summary>Calls of one layer reach it with different shapes, so that its weights would have two.</summary>
    public static Rule SharedWeightShape { get; } = new(
        "MG2023",
        "Calls of one layer need one shape of its weights",
        "'{layer}' shares the weights of an earlier call, but {0} is {1} there and would be {2} here. Give both calls inputs of the same shape, or let them be layers of their own.",
        Severity.Error,
        "A layer whose weights are shared by name or by a partial method must get inputs of the same shape at each call.");

    /// <summary>All rules in the order of their ids: a method, as the properties of other files may be initialized after those of this one.</summary>
    public static IReadOnlyList<Rule> All() =>
    [
        .. typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Rule))
            .Select(property => (Rule)property.GetValue(null))
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}

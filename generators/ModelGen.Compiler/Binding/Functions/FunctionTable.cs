using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>What each function of <c>Ops</c> and each operator of symbols means that is no layer: adding one is one line here. Those that are layers too are in <see cref="AttributeTable"/>.</summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, Func<AttributeArguments, IReadOnlyList<Shape>, Operation>> Meanings = new()
    {
        ["op_Addition"] = (_, _) => new Add(),
        ["op_Multiply"] = (_, _) => new Multiply(),
    };

    /// <summary>The meaning of a function; null where there is none.</summary>
    public static Func<AttributeArguments, IReadOnlyList<Shape>, Operation>? Find(string name) => Meanings.TryGetValue(name, out var meaning) ? meaning : null;

    /// <summary>A number as a symbol.</summary>
    public static Operation? Constant(float value) => null;

    /// <summary>A part of an axis.</summary>
    public static Operation? Slice(int axis, int start, int length) => null;

    /// <summary>The same values under another shape.</summary>
    public static Operation? Reshape(int[] sizes) => null;
}

using ModelGen.Compiler.Declarations;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits bodies of the partial methods that are shared layers: they exist while the compiler runs, and throw at run time as all of <c>Ops</c> does.</summary>
internal static class PartialMethods
{
    /// <summary>Writes the bodies.</summary>
    public static void Write(CodeWriter writer, ModelDeclaration declaration)
    {
        foreach (var signature in declaration.PartialMethods)
        {
            writer.Write($"{signature} => throw new global::System.InvalidOperationException(\"A layer that is a partial method exists only while the compiler runs.\");");
            writer.WriteLine();
        }
    }
}

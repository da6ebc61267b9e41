using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler;

/// <summary>A file that the generator adds to the user's project.</summary>
/// <param name="Name">Its unique name.</param>
/// <param name="Text">Its text.</param>
public sealed record EmittedFile(string Name, string Text);

/// <summary>The files of a model.</summary>
public static class ModelFiles
{
    /// <summary>The members that the user calls; where the network has an error, members that let the rest of the user's code compile.</summary>
    public static EquatableArray<EmittedFile> Surface(ModelDeclaration declaration) =>
        [new EmittedFile($"{NameOf(declaration)}.g.cs", ModelCompiler.Compile(declaration) is { } model ? Emission.Surface.Write(model) : BrokenSurface.Write(declaration))];

    /// <summary>Programs and kernels, a file for each vector width; none where the network has an error.</summary>
    public static EquatableArray<EmittedFile> Kernels(ModelDeclaration declaration) => ModelCompiler.Compile(declaration) is { } model
        ? VectorWidth.All
            .Select(vector => new EmittedFile($"{NameOf(declaration)}.Kernels{vector.Bits}.g.cs", KernelFile.Write(model, vector)))
            .Prepend(new EmittedFile($"{NameOf(declaration)}.Program.g.cs", ProgramFile.Write(model)))
            .ToEquatableArray()
        : [];

    // A namespace's name may hold a keyword's @, a file's may not.
    private static string NameOf(ModelDeclaration declaration) => declaration.FullName.Replace("@", string.Empty);
}

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
    /// <param name="declaration">The model.</param>
    /// <param name="name">What <see cref="FileNames"/> calls it.</param>
    public static EquatableArray<EmittedFile> Surface(ModelDeclaration declaration, string name) =>
        [new EmittedFile($"{name}.g.cs", ModelCompiler.Compile(declaration) is { } model ? Emission.Surface.Write(model) : BrokenSurface.Write(declaration))];

    /// <summary>Programs and kernels, a file for each vector width; none where the network has an error.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="name">What <see cref="FileNames"/> calls it.</param>
    public static EquatableArray<EmittedFile> Kernels(ModelDeclaration declaration, string name) => ModelCompiler.Compile(declaration) is { } model
        ? VectorWidth.All
            .Select(vector => new EmittedFile($"{name}.Kernels{vector.Bits}.g.cs", KernelFile.Write(model, vector)))
            .Prepend(new EmittedFile($"{name}.Program.g.cs", ProgramFile.Write(model)))
            .ToEquatableArray()
        : [];
}

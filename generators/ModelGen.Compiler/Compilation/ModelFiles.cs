using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler;

/// <summary>A file that the generator adds to the user's project.</summary>
/// <param name="Name">Its unique name.</param>
/// <param name="Text">Its text.</param>
public sealed record EmittedFile(string Name, string Text);

/// <summary>The files of a model, equal where their texts are.</summary>
/// <param name="Surface">The members that the user calls; where the network has an error, members that let the rest of the user's code compile.</param>
/// <param name="Kernels">Programs and kernels, a file for each vector width; none where the network has an error.</param>
public sealed record ModelFiles(EmittedFile Surface, EquatableArray<EmittedFile> Kernels)
{
    /// <summary>Compiles a model, once for all of its files.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="name">What <see cref="FileNames"/> calls it.</param>
    public static ModelFiles Of(ModelDeclaration declaration, string name)
    {
        var model = ModelCompiler.Compile(declaration);
        return new ModelFiles(
            new EmittedFile($"{name}.g.cs", model is null ? BrokenSurface.Write(declaration) : Emission.Surface.Write(model)),
            model is null ? [] : KernelsOf(model, name));
    }

    private static EquatableArray<EmittedFile> KernelsOf(CompiledModel model, string name) => VectorWidth.All
        .Select(vector => new EmittedFile($"{name}.Kernels{vector.Bits}.g.cs", KernelFile.Write(model, vector)))
        .Prepend(new EmittedFile($"{name}.Program.g.cs", ProgramFile.Write(model)))
        .ToEquatableArray();
}

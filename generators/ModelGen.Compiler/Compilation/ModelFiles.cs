using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler;

/// <summary>A file that the generator adds to the user's project.</summary>
/// <param name="Name">Its unique name.</param>
/// <param name="Text">Its text.</param>
public sealed record EmittedFile(string Name, string Text);

/// <summary>Files of one model.</summary>
/// <param name="Files">The files.</param>
/// <param name="Model">The model's metadata name.</param>
/// <param name="Defect">What kept the compiler from writing them.</param>
public sealed record EmittedFiles(EquatableArray<EmittedFile> Files, string Model, Problem? Defect = null);

/// <summary>
/// A model, compiled once for all of its files, which are written when they are asked for: an editor reads the surface and never waits
/// for kernels. Equal where the declarations are, as all else follows from them.
/// </summary>
public sealed class ModelFiles : IEquatable<ModelFiles>
{
    private readonly ModelDeclaration declaration;
    private readonly string name;
    private readonly CompiledModel? model;
    private readonly Problem? defect;

    /// <summary>Compiles a model.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="name">What <see cref="FileNames"/> calls it.</param>
    public ModelFiles(ModelDeclaration declaration, string name)
    {
        this.declaration = declaration;
        this.name = name;
        try
        {
            model = ModelCompiler.Compile(declaration);
        }
        catch (Exception exception) when (Defect.Is(exception))
        {
            defect = Defect.Of(exception);
        }
    }

    /// <summary>The members that the user calls; where the network has an error, members that let the rest of the user's code compile.</summary>
    public EmittedFiles Surface() => model is null ? new(Broken(), declaration.MetadataName, defect) : Written(() => [SurfaceFile(Emission.Surface.Write(model))], Broken);

    /// <summary>Programs and kernels, a file for each vector width; none where the network has an error.</summary>
    public EmittedFiles Kernels() => model is null ? new([], declaration.MetadataName) : Written(
        () => VectorWidth.All
            .Select(vector => new EmittedFile($"{name}.Kernels{vector.Bits}.g.cs", KernelFile.Write(model, vector)))
            .Prepend(new EmittedFile($"{name}.Program.g.cs", ProgramFile.Write(model)))
            .ToEquatableArray(),
        () => []);

    /// <inheritdoc/>
    public bool Equals(ModelFiles? other) => other is not null && name == other.name && declaration.Equals(other.declaration);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ModelFiles);

    /// <inheritdoc/>
    public override int GetHashCode() => declaration.GetHashCode();

    private EquatableArray<EmittedFile> Broken() => [SurfaceFile(BrokenSurface.Write(declaration))];

    private EmittedFile SurfaceFile(string text) => new($"{name}.g.cs", text);

    /// <summary>Files, or others where they cannot be written.</summary>
    private EmittedFiles Written(Func<EquatableArray<EmittedFile>> write, Func<EquatableArray<EmittedFile>> others)
    {
        try
        {
            return new(write(), declaration.MetadataName);
        }
        catch (Exception exception) when (Defect.Is(exception))
        {
            return new(others(), declaration.MetadataName, Defect.Of(exception));
        }
    }
}

using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler;

/// <summary>A file that the generator adds to the user's project.</summary>
/// <param name="Name">Its unique name.</param>
/// <param name="Text">Its text.</param>
public sealed record EmittedFile(string Name, string Text);

/// <summary>
/// A model, compiled once for all of its files, which are written when they are asked for: an editor reads the surface and never waits
/// for kernels. Equal where the declarations are, as all else follows from them.
/// </summary>
public sealed class ModelFiles : IEquatable<ModelFiles>
{
    private readonly ModelDeclaration declaration;
    private readonly string name;
    private readonly CompiledModel? model;

    /// <summary>Compiles a model.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="name">What <see cref="FileNames"/> calls it.</param>
    public ModelFiles(ModelDeclaration declaration, string name)
    {
        this.declaration = declaration;
        this.name = name;
        model = ModelCompiler.Compile(declaration);
    }

    /// <summary>The members that the user calls; where the network has an error, members that let the rest of the user's code compile.</summary>
    public EmittedFile Surface() =>
        new($"{name}.g.cs", model is null ? BrokenSurface.Write(declaration) : Emission.Surface.Write(model));

    /// <summary>Programs and kernels, a file for each vector width; none where the network has an error.</summary>
    public EquatableArray<EmittedFile> Kernels() => model is null ? [] : VectorWidth.All
        .Select(vector => new EmittedFile($"{name}.Kernels{vector.Bits}.g.cs", KernelFile.Write(model, vector)))
        .Prepend(new EmittedFile($"{name}.Program.g.cs", ProgramFile.Write(model)))
        .ToEquatableArray();

    /// <inheritdoc/>
    public bool Equals(ModelFiles? other) => other is not null && name == other.name && declaration.Equals(other.declaration);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ModelFiles);

    /// <inheritdoc/>
    public override int GetHashCode() => declaration.GetHashCode();
}

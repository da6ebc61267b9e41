using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Regularizers;

namespace ModelGen.Compiler;

/// <summary>A model after all passes: what the emitters write down.</summary>
/// <param name="Declaration">What the user declared.</param>
/// <param name="Parameters">The trained tensors, in the order of their offsets.</param>
/// <param name="State">The tensors that are saved but not trained.</param>
/// <param name="Programs">The programs, in the order of their numbers.</param>
/// <param name="Prepared">What is computed once for each version of the parameters.</param>
/// <param name="Network">The network.</param>
/// <param name="Objective">The objective, if there is one.</param>
/// <param name="Summary">The table of layers.</param>
public sealed record CompiledModel(
    ModelDeclaration Declaration,
    IReadOnlyList<TensorDeclaration> Parameters,
    IReadOnlyList<TensorDeclaration> State,
    IReadOnlyList<ProgramUnit> Programs,
    Passes.PreparedValues Prepared,
    CompiledNetwork Network,
    CompiledObjective? Objective,
    string Summary)
{
    /// <summary>The class's name.</summary>
    public string Name => Declaration.Name;

    /// <summary>An identifier that no other model of the project has.</summary>
    public string UniqueName => Declaration.FullName.Replace("_", "__").Replace('.', '_').Replace("@", string.Empty);

    /// <summary>Values that are trained.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Shape.Count);

    /// <summary>The number of a program.</summary>
    public int ProgramIndex(string name) => Programs.TakeWhile(program => program.Name != name).Count();
}

/// <summary>A network's data.</summary>
/// <param name="Name">The method's name: <c>Predict</c>.</param>
/// <param name="InputName">The parameter's name.</param>
/// <param name="Input">The input's shape.</param>
/// <param name="Output">The output's shape.</param>
/// <param name="Scores">What the objective takes the output as; a member of the runtime's <c>ScoreKind</c>.</param>
public sealed record CompiledNetwork(string Name, string InputName, Graphs.Shape Input, Graphs.Shape Output, string Scores);

/// <summary>An objective's data.</summary>
/// <param name="Name">The method's name: <c>Loss</c>.</param>
/// <param name="TargetName"><c>labels</c> or <c>targets</c>.</param>
/// <param name="Classes">The number of classes, or 0 where the targets are floats.</param>
/// <param name="TargetWidth">Values a sample of the target column.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Regularizers">Penalties and clipping.</param>
/// <param name="MinimumBatch">Samples that a step needs.</param>
public sealed record CompiledObjective(
    string Name, string TargetName, int Classes, int TargetWidth, Optimizer Optimizer, IReadOnlyList<Regularizer> Regularizers, int MinimumBatch);

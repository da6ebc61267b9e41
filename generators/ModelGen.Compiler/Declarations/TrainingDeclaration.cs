using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Regularizers;
using ModelGen.Compiler.Schedules;

namespace ModelGen.Compiler.Declarations;

/// <summary>How an objective's steps change its weights.</summary>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Regularizers">Penalties, decays and limits, in source order.</param>
/// <param name="Schedules">What moves the learning rate, in source order.</param>
/// <param name="Groups">Weights with a rate or a decay of their own, in source order.</param>
public sealed record TrainingDeclaration(
    Optimizer Optimizer, EquatableArray<Regularizer> Regularizers, EquatableArray<DeclaredSchedule> Schedules, EquatableArray<DeclaredGroup> Groups)
{
    /// <summary>How often it steps.</summary>
    public StepRatio Ratio { get; init; } = new(1);
}

/// <summary>How often an objective steps.</summary>
/// <param name="Every">Steps of the training for one of its own.</param>
public sealed record StepRatio(int Every)
{
    /// <summary>What is wrong with its constant.</summary>
    public Problem? Validate() => Constants.AtLeast("steps", Every, 1);
}

/// <summary>A schedule and the id of its source span.</summary>
public sealed record DeclaredSchedule(Schedule Schedule, int Origin);

/// <summary>A group and the id of its source span.</summary>
public sealed record DeclaredGroup(ParameterGroup Group, int Origin);

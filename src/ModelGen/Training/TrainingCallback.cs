using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Looks on while a model is trained, on the training thread; may evaluate, predict and save, change hyper-parameters, and end the training.</summary>
public abstract class TrainingCallback
{
    /// <summary>Called after each step, before the next begins.</summary>
    /// <param name="training">How far it has come.</param>
    public virtual void OnStep(TrainingContext training)
    {
    }

    /// <summary>Called after each epoch and its validation.</summary>
    /// <param name="training">How far it has come.</param>
    /// <param name="epoch">What came of the epoch.</param>
    public virtual void OnEpoch(TrainingContext training, TrainingEpoch epoch)
    {
    }
}

/// <summary>A training that is going on, as callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly Engine engine;

    internal TrainingContext(Engine engine) => this.engine = engine;

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Steps done in this epoch.</summary>
    public int Step { get; internal set; }

    /// <summary>The step's mean loss, that of the first objective, penalties included.</summary>
    public float Loss { get; internal set; }

    /// <summary>The first objective's learning rate in this step.</summary>
    public double Rate { get; internal set; }

    /// <summary>The model's parameters.</summary>
    public NamedTensors Parameters => engine.Parameters;

    /// <summary>The last step's gradients, those of the last objective: penalties included, not clipped.</summary>
    public NamedTensors Gradients => engine.Gradients;

    /// <summary>Norm of the last step's whole gradient, before clipping.</summary>
    public double GradientNorm => Math.Sqrt(Squares.Sum(engine.Gradients.Values));

    /// <summary>Norm of each tensor's gradient in the last step, before clipping, in the order of <see cref="Gradients"/>.</summary>
    public IReadOnlyList<TensorStatistics> Statistics =>
        [.. engine.Parameters.Zip(engine.Gradients, (parameter, gradient) => TensorStatistics.Of(parameter, gradient, engine.UpdateOf(engine.Layout.Objectives.Length - 1).HasPenalty))];

    /// <summary>Whether training is to end now.</summary>
    internal bool IsStopped { get; private set; }

    /// <summary>Ends the training after this step or epoch, as if its last epoch had passed.</summary>
    public void Stop() => IsStopped = true;
}

/// <summary>What a step did to a tensor.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Norm">Norm of its values.</param>
/// <param name="GradientNorm">Norm of its gradient.</param>
/// <param name="DeadUnits">
/// Units, the layer's outputs, whose gradient is 0 in every place: in a batch that is no accident for a unit that is never active. Nothing for weights that an L1 or L2 penalty pulls at, which hides it: their biases tell.
/// </param>
/// <param name="Units">Units that the tensor is of: mostly the rows of its first axis.</param>
/// <param name="IsFinite">Whether its gradient has neither NaN nor infinity.</param>
public sealed record TensorStatistics(string Name, double Norm, double GradientNorm, int? DeadUnits, int Units, bool IsFinite)
{
    internal static TensorStatistics Of(NamedTensor parameter, NamedTensor gradient, bool isPenalized)
    {
        var units = parameter.Units;
        int? dead = isPenalized && parameter.IsWeight ? null : 0;
        for (var unit = 0; unit < units.Count && dead is not null; unit++)
            dead += IsZero(gradient.Values, units, unit) ? 1 : 0;
        return new TensorStatistics(parameter.Name, Math.Sqrt(Squares.Sum(parameter.Values)), Math.Sqrt(Squares.Sum(gradient.Values)), dead, units.Count, Finite.All(gradient.Values));
    }

    private static bool IsZero(ReadOnlySpan<float> values, UnitLayout units, int unit)
    {
        for (var part = 0; part < units.Parts; part++)
        {
            if (values.Slice(units.Start(unit, part), units.Length).ContainsAnyExcept(0f))
                return false;
        }

        return true;
    }
}

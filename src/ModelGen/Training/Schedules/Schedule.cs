namespace ModelGen;

/// <summary>
/// Moves the learning rate from step to step. As an attribute it stands beside the optimizer; several compose in the order written, each taking the rate of the one before at the same step:
/// <c>[Warmup(500), CosineDecay(10_000)]</c>. Running code may set others, also of its own making: <c>model.Schedules = [new StepDecay(1_000)]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class Schedule : Attribute
{
    /// <summary>The rate of a step.</summary>
    /// <param name="rate">The declared rate, or that of the schedule before.</param>
    /// <param name="step">Steps that the optimizer has made, from 0.</param>
    public abstract double RateAt(double rate, long step);

    /// <summary>As it is declared, alike in every culture: <c>Warmup(500)</c>; of a schedule of one's own the class's name.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Throws where a number that must be at least 1 is not.</summary>
    private protected static int Count(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    /// <summary>Throws where a number that must be above 0 is not.</summary>
    private protected static float Positive(float value, string name) =>
        value is > 0 and < float.PositiveInfinity ? value : throw new ArgumentOutOfRangeException(name, value, "Expected a finite number above 0.");

    /// <summary>Throws where a number that must be at least 0 is not.</summary>
    private protected static float NotNegative(float value, string name) =>
        value is >= 0 and < float.PositiveInfinity ? value : throw new ArgumentOutOfRangeException(name, value, "Expected a finite number, 0 or more.");
}

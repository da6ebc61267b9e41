using ModelGen.Runtime;

namespace ModelGen;

/// <summary>A number of training that changes no shape, so that it may change without compiling again. The declared one is its default.</summary>
public sealed class Hyperparameter
{
    private readonly HyperparameterRange range;
    private readonly Hyperparameters owner;
    private float value;

    internal Hyperparameter(Hyperparameters owner, string name, float declared, HyperparameterRange range)
    {
        this.owner = owner;
        this.range = range;
        Name = name;
        Declared = declared;
        Assign(declared);
    }

    /// <summary>The name: <c>rate</c>, <c>beta1</c>, <c>l2</c>, <c>dropout1.rate</c>; in a class with several objectives <c>generatorLoss.rate</c>.</summary>
    public string Name { get; }

    /// <summary>The value in the source.</summary>
    public float Declared { get; }

    /// <summary>The value that training uses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of the range that the compiler would allow in the source.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public float Value
    {
        get => value;
        set => owner.Set(this, value);
    }

    /// <summary>The value to double precision, as the user wrote it.</summary>
    internal double Exact { get; private set; }

    /// <summary>Where kernels read it.</summary>
    internal int Slot { get; init; } = -1;

    /// <summary>Name and value.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} = {Value}");

    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    internal void Check(float value)
    {
        if (ProblemWith(value) is { } problem)
            throw new ArgumentOutOfRangeException(nameof(value), value, problem);
    }

    /// <summary>Why a value is out of range; nothing where it is not.</summary>
    internal string? ProblemWith(float value)
    {
        var (isInRange, expected) = range switch
        {
            HyperparameterRange.Positive => (value is > 0 and < float.PositiveInfinity, "a finite number above 0"),
            HyperparameterRange.NotNegative => (value is >= 0 and < float.PositiveInfinity, "a finite number, 0 or more"),
            HyperparameterRange.PositiveFraction => (value is > 0 and < 1, "a number between 0 and 1, neither included"),
            HyperparameterRange.Zero => (value == 0, "0, as another value would change rows of sparse embeddings that a step has not used"),
            _ => (value is >= 0 and < 1, "a number from 0 up to, but without, 1"),
        };
        return isInRange ? null : $"'{Name}' must be {expected}.";
    }

    internal void Assign(float value)
    {
        this.value = value;
        Exact = Decimals.AsWritten(value);
    }
}

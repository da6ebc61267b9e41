namespace ModelGen;

/// <summary>One choice of hyper-parameters, and what came of it.</summary>
public sealed class Trial
{
    private readonly SortedDictionary<string, float> values;
    private readonly HashSet<string> read = [];

    internal Trial(int number, int seed, SortedDictionary<string, float> values)
    {
        Number = number;
        Seed = seed;
        this.values = values;
    }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>A seed of its own, for the model's first weights.</summary>
    public int Seed { get; }

    /// <summary>The chosen values, by name.</summary>
    public IReadOnlyDictionary<string, float> Values => values;

    /// <summary>Epochs that it was trained for.</summary>
    public int Epochs { get; internal set; }

    /// <summary>The last round of successive halving that it took part in, from 1.</summary>
    internal int Round { get; set; }

    /// <summary>The file that keeps its training; nothing before that begins.</summary>
    internal string? Checkpoint { get; set; }

    /// <summary>What it is judged by, smaller being better; infinite where it came to numbers that are not finite, NaN before it was trained.</summary>
    public double Score { get; internal set; } = double.NaN;

    /// <summary>What came of each epoch.</summary>
    public TrainingHistory? History { get; internal set; }

    /// <summary>Why it came to nothing; nothing where it did not.</summary>
    public string? Failure { get; internal set; }

    /// <summary>A chosen value, for what the model's own hyper-parameters cannot say: which class it is, say.</summary>
    /// <exception cref="KeyNotFoundException">The search chooses no such value.</exception>
    public float this[string name]
    {
        get
        {
            if (!values.TryGetValue(name, out var value))
                throw new KeyNotFoundException($"The search chooses no '{name}'. There are: {string.Join(", ", values.Keys)}.");
            read.Add(name);
            return value;
        }
    }

    /// <summary>Number and values.</summary>
    public override string ToString() => $"trial {Number}: {string.Join(", ", values.Select(value => FormattableString.Invariant($"{value.Key} = {value.Value}")))}";

    /// <summary>Holds the values against the hyper-parameters that a model of the search has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One that is out of range.</exception>
    internal void Check(ITrainable model)
    {
        foreach (var known in model.Hyperparameters)
        {
            if (values.TryGetValue(known.Name, out var value) && known.ProblemWith(value) is { } problem)
                throw new ArgumentOutOfRangeException("Space", value, $"{problem} It is of {this}.");
        }
    }

    /// <summary>Gives a model the values that are its hyper-parameters.</summary>
    /// <exception cref="ArgumentException">A value that is none of them, and that making the model did not ask for.</exception>
    internal void Apply(ITrainable model)
    {
        foreach (var (name, value) in values)
        {
            if (model.Hyperparameters.Any(known => known.Name == name))
                model.Hyperparameters[name] = value;
            else if (!read.Contains(name))
                throw new ArgumentException($"'{name}' is no hyper-parameter of {model.GetType().Name}, and making it did not ask for it. There are: {string.Join(", ", model.Hyperparameters.Select(known => known.Name))}.", "Space");
        }
    }
}

using System.Collections;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The numbers of a model's training that may change without compiling again: rates, moments, penalties, dropout rates, label smoothing.</summary>
public sealed class Hyperparameters : IReadOnlyList<Hyperparameter>
{
    private readonly Hyperparameter[] all;
    private readonly PinnedBuffer ofKernels;
    private readonly Turns turns;

    /// <param name="layout">The model: each objective's numbers, then those of layers.</param>
    /// <param name="ofKernels">Gets the values of layers, in their order.</param>
    /// <param name="turns">Taken to change a value.</param>
    internal Hyperparameters(ModelLayout layout, PinnedBuffer ofKernels, Turns turns)
    {
        this.ofKernels = ofKernels;
        this.turns = turns;
        var count = layout.Hyperparameters.Length;
        foreach (var objective in layout.Objectives)
            count += objective.Hyperparameters.Length;
        all = new Hyperparameter[count];
        count = 0;
        foreach (var objective in layout.Objectives)
        {
            foreach (var declared in objective.Hyperparameters)
                all[count++] = new Hyperparameter(this, layout.PrefixOf(objective) + declared.Name, declared.Declared, declared.Range);
        }

        for (var slot = 0; slot < layout.Hyperparameters.Length; slot++)
        {
            var declared = layout.Hyperparameters[slot];
            all[count++] = new Hyperparameter(this, declared.Name, declared.Declared, declared.Range) { Slot = slot };
            ofKernels.Span[slot] = declared.Declared;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => all.Length;

    /// <summary>Raised by every change.</summary>
    internal int Version { get; private set; }

    /// <summary>The one at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such position.</exception>
    public Hyperparameter this[int index] => (uint)index < (uint)all.Length
        ? all[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {all.Length} hyper-parameters, from 0 on.");

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">No such name; the message lists those there are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Out of the range that the compiler would allow in the source.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public float this[string name]
    {
        get => Find(name).Value;
        set => Find(name).Value = value;
    }

    /// <summary>Gives each its declared value.</summary>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public void Reset()
    {
        foreach (var hyperparameter in all)
            Set(hyperparameter, hyperparameter.Declared);
    }

    /// <summary>The numbers, objectives' first, in the order of the source.</summary>
    public IEnumerator<Hyperparameter> GetEnumerator() => ((IEnumerable<Hyperparameter>)all).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Hyperparameter? FindOrNull(string name) => Array.Find(all, candidate => candidate.Name == name);

    internal void Set(Hyperparameter hyperparameter, float value)
    {
        hyperparameter.Check(value);
        using var turn = turns.Take();
        hyperparameter.Assign(value);
        if (hyperparameter.Slot >= 0)
            ofKernels.Span[hyperparameter.Slot] = value;
        Version++;
    }

    private Hyperparameter Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindOrNull(name) ?? throw new KeyNotFoundException($"No hyper-parameter is called '{name}'. There are: {string.Join(", ", all.Select(known => known.Name))}.");
    }
}

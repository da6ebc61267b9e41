using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// What a recurrent unit does in a step: from the input's share of each gate, W·x + b, the previous state's share, U·h + c, and the previous state it makes the next. Meaning and layout of gates are PyTorch's.
/// </summary>
public abstract record RecurrentCell
{
    private protected static Sigmoid Sigmoid { get; } = new();

    /// <summary>The layer's name.</summary>
    public abstract string Name { get; }

    /// <summary>Rows of the weights for each unit.</summary>
    public abstract int Gates { get; }

    /// <summary>Values of each unit that the backward pass needs beside the state.</summary>
    public abstract int Saved { get; }

    /// <summary>Whether the two shares of a gate are only ever used as their sum. Where they are not, the previous state's share has a gradient of its own.</summary>
    public virtual bool Joins(int gate) => true;

    /// <summary>Whether the shares of all gates are.</summary>
    public bool JoinsAll => Enumerable.Range(0, Gates).All(Joins);

    /// <summary>What a unit hands to the next step, as emitted code names it for all units: the state, and memory if it has one.</summary>
    public virtual IReadOnlyList<string> StateNames => ["states"];

    /// <summary>Their number.</summary>
    public int States => StateNames.Count;

    /// <summary>Their names before the first step.</summary>
    public IEnumerable<string> InitialNames => StateNames.Select(name => "initial" + Identifiers.Pascal(name));

    /// <summary>A step in the reference.</summary>
    /// <param name="inputs">The input's share of each gate.</param>
    /// <param name="shares">The previous state's.</param>
    /// <param name="before">What the unit got from the step before.</param>
    /// <param name="next">Gets what it hands to the next.</param>
    /// <param name="saved">Gets what the backward pass needs.</param>
    public abstract void Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> shares, ReadOnlySpan<double> before, Span<double> next, Span<double> saved);

    /// <summary>The gradient of a step in the reference.</summary>
    /// <param name="values">What the step had.</param>
    /// <param name="gradients">The gradients of what it hands to the next.</param>
    /// <param name="handed">Gets those of what it got from the step before, without the state's by way of its shares.</param>
    /// <param name="inputs">Gets the gradient of the input's share of each gate.</param>
    /// <param name="shares">Gets that of the previous state's.</param>
    public abstract void Differentiate(CellValues values, ReadOnlySpan<double> gradients, Span<double> handed, Span<double> inputs, Span<double> shares);

    /// <summary>Writes a step of one unit: what it hands to the next goes to <see cref="CellCode.Next"/>.</summary>
    internal abstract void Emit(CellCode code);

    /// <summary>Writes the gradient of a step of one unit: gradients go to <see cref="CellCode.Gates"/> and <see cref="CellCode.Handed"/>.</summary>
    internal abstract void EmitGradient(CellCode code);
}

/// <summary>What a step of a unit had, in the reference.</summary>
/// <param name="After">What it handed to the next step, the state first.</param>
/// <param name="Before">What it got from the step before.</param>
/// <param name="Saved">What it saved.</param>
public readonly ref struct CellValues(ReadOnlySpan<double> After, ReadOnlySpan<double> Before, ReadOnlySpan<double> Saved)
{
    /// <summary>What it handed to the next step, the state first.</summary>
    public ReadOnlySpan<double> After { get; } = After;

    /// <summary>What it got from the step before.</summary>
    public ReadOnlySpan<double> Before { get; } = Before;

    /// <summary>What it saved.</summary>
    public ReadOnlySpan<double> Saved { get; } = Saved;
}

/// <summary>The text of a unit's step: expressions for what it has, and what its results are. A unit's values, such as <c>statesBefore</c>, are locals.</summary>
/// <param name="kernel">Where to write.</param>
/// <param name="cell">The unit.</param>
/// <param name="sum">Both shares of a gate, or the previous state's where they are not joined.</param>
/// <param name="input">The input's share of a gate that does not join them.</param>
/// <param name="saved">Where a value for the backward pass is; null where there is none.</param>
internal sealed class CellCode(KernelWriter kernel, RecurrentCell cell, Func<int, string> sum, Func<int, string> input, Func<int, Offset>? saved)
{
    /// <summary>What the unit hands to the next step.</summary>
    public Dictionary<int, string> Next { get; } = [];

    /// <summary>Gradients for each gate: of the input's share and, where it differs, of the previous state's.</summary>
    public Dictionary<int, (string Input, string State)> Gates { get; } = [];

    /// <summary>Gradients of what the unit got from the step before.</summary>
    public Dictionary<int, string> Handed { get; } = [];

    /// <summary>The vectors to write for.</summary>
    public VectorWidth Vector => kernel.Vector;

    /// <summary>Both shares of a gate, or the previous state's where they are not joined.</summary>
    public string Sum(int gate) => sum(gate);

    /// <summary>The input's share of a gate that does not join them.</summary>
    public string Input(int gate) => input(gate);

    /// <summary>What the step handed to the next.</summary>
    public string After(int state) => cell.StateNames[state] + "After";

    /// <summary>What it got from the step before.</summary>
    public string Before(int state) => cell.StateNames[state] + "Before";

    /// <summary>The gradient of what it handed to the next.</summary>
    public string Gradient(int state) => cell.StateNames[state] + "Gradients";

    /// <summary>What it saved.</summary>
    public string Saved(int slot) => Vector.Load("saved", saved!(slot));

    /// <summary>Saves values for the backward pass, if there is one.</summary>
    public void Save(params IReadOnlyList<string> values)
    {
        for (var slot = 0; slot < values.Count && saved is not null; slot++)
        {
            kernel.Write($"{Vector.Store(values[slot], "saved", saved(slot))};");
        }
    }

    /// <summary>Writes lines.</summary>
    public void Write(string lines) => kernel.Write(lines);

    /// <summary>The gradient of the previous state's share of a gate.</summary>
    public string ShareGradient(int gate) => Gates[gate].State.Length > 0 ? Gates[gate].State : Gates[gate].Input;
}

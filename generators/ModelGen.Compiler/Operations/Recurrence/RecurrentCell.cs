using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// What a recurrent unit does in a step: from the input's share of each gate, W·x + b, the previous state's share, U·h + c, and the previous state it makes the next. Meaning and layout of gates are PyTorch's.
/// </summary>
public abstract record RecurrentCell
{
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

    /// <summary>Gradients that a unit hands to the step before, the state's first.</summary>
    public virtual int Carried => 1;

    /// <summary>The next state in the reference.</summary>
    /// <param name="inputs">The input's share of each gate.</param>
    /// <param name="states">The previous state's.</param>
    /// <param name="before">The previous state.</param>
    /// <param name="savedBefore">What the previous step saved; zeros before the first.</param>
    /// <param name="saved">Gets what this step saves.</param>
    public abstract double Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> states, double before, ReadOnlySpan<double> savedBefore, Span<double> saved);

    /// <summary>The gradient of a step in the reference.</summary>
    /// <param name="values">What the step had.</param>
    /// <param name="gradient">The gradient of the next state.</param>
    /// <param name="carried">The gradients from the step after; gets those for the step before, without the state's by way of its shares.</param>
    /// <param name="inputs">Gets the gradient of the input's share of each gate.</param>
    /// <param name="states">Gets that of the previous state's.</param>
    public abstract void Differentiate(CellValues values, double gradient, Span<double> carried, Span<double> inputs, Span<double> states);

    /// <summary>Writes a step of one unit and returns the next state as an expression.</summary>
    internal abstract string Emit(CellCode code);

    /// <summary>Writes the gradient of a step of one unit; the next state's gradient is <c>dh</c>.</summary>
    internal abstract void EmitGradient(CellCode code);
}

/// <summary>What a step of a unit had, in the reference.</summary>
/// <param name="State">The next state.</param>
/// <param name="Before">The previous one.</param>
/// <param name="Saved">What the step saved.</param>
/// <param name="SavedBefore">What the previous step saved; zeros before the first.</param>
public readonly ref struct CellValues(double State, double Before, ReadOnlySpan<double> Saved, ReadOnlySpan<double> SavedBefore)
{
    /// <summary>The next state.</summary>
    public double State { get; } = State;

    /// <summary>The previous one.</summary>
    public double Before { get; } = Before;

    /// <summary>What the step saved.</summary>
    public ReadOnlySpan<double> Saved { get; } = Saved;

    /// <summary>What the previous step saved; zeros before the first.</summary>
    public ReadOnlySpan<double> SavedBefore { get; } = SavedBefore;
}

/// <summary>The text of a unit's step: expressions for what it has, and where its results go.</summary>
internal sealed class CellCode(KernelWriter kernel, Func<int, string> sum, Func<int, string> input, Func<int, Offset> saved, Func<int, Offset> savedBefore)
{
    /// <summary>Gradients that were written for each gate: of the input's share and, where it differs, of the previous state's.</summary>
    public Dictionary<int, (string Input, string State)> Gates { get; } = [];

    /// <summary>Gradients for the step before.</summary>
    public Dictionary<int, string> Handed { get; } = [];

    /// <summary>The vectors to write for.</summary>
    public VectorWidth Vector => kernel.Vector;

    /// <summary>Both shares of a gate, or the previous state's where they are not joined.</summary>
    public string Sum(int gate) => sum(gate);

    /// <summary>The input's share of a gate that does not join them.</summary>
    public string Input(int gate) => input(gate);

    /// <summary>What this step saved.</summary>
    public string Saved(int slot) => Vector.Load("saved", saved(slot));

    /// <summary>What the previous step saved; zero before the first.</summary>
    public string SavedBefore(int slot) => $"(isStart ? {Vector.Zero} : {Vector.Load("saved", savedBefore(slot))})";

    /// <summary>Saves a value for the backward pass.</summary>
    public void Save(int slot, string value) => kernel.Write($"{Vector.Store(value, "saved", saved(slot))};");

    /// <summary>Writes a line.</summary>
    public void Write(string line) => kernel.Write(line);

    /// <summary>The value in lanes whose sequence goes on, another where it has ended.</summary>
    public string WhereReal(string value, string otherwise) => Vector.Select("isReal", value, otherwise);
}

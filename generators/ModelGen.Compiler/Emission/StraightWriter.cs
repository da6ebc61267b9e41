using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>Where an operation writes straight-line code for one slice of samples: every element of a value is a vector in a local.</summary>
public abstract class StraightWriter(VectorWidth vector, Node node)
{
    /// <summary>The vectors to write for.</summary>
    public VectorWidth Vector { get; } = vector;

    /// <summary>The node.</summary>
    public Node Node { get; } = node;

    /// <summary>An operand's shape.</summary>
    public Shape InputShape(int index = 0) => Node.Inputs[index].Shape;

    /// <summary>A result's shape.</summary>
    public Shape OutputShape(int index = 0) => Node.Outputs[index].Shape;

    /// <summary>An expression for one element of an operand: a local's name, or, for a batch value, a broadcast from memory.</summary>
    public abstract string Input(int input, int element);

    /// <summary>An expression for an operand of integers: a vector of integers.</summary>
    public abstract string Integers(int input);

    /// <summary>Declares a local for one element of a result.</summary>
    public abstract void Define(int output, int element, string expression);

    /// <summary>The local of an element that was defined before.</summary>
    public abstract string Output(int output, int element);

    /// <summary>Adds a vector's lanes to one element of a reduction's result.</summary>
    public abstract void Accumulate(int output, int element, string expression);

    /// <summary>Declares a local that belongs to no value and returns its name.</summary>
    public abstract string Local(string name, string expression);

    /// <summary>Assigns to a local again.</summary>
    public abstract void Assign(string local, string expression);
}

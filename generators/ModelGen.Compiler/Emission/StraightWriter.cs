using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>
/// Where an operation writes straight-line code. For one slice of samples, every element of a value is a vector in a local. In a program for one sample the vectors of a value hold its elements side by
/// side: its shape here is the number of vectors.
/// </summary>
public abstract class StraightWriter(VectorWidth vector, Node node)
{
    /// <summary>The vectors to write for.</summary>
    public VectorWidth Vector { get; } = vector;

    /// <summary>The node.</summary>
    public Node Node { get; } = node;

    /// <summary>Whether the program is for one sample.</summary>
    protected abstract bool IsForOne { get; }

    /// <summary>An operand's shape.</summary>
    public Shape InputShape(int index = 0) => ShapeOf(Node.Inputs[index]);

    /// <summary>A result's shape.</summary>
    public Shape OutputShape(int index = 0) => ShapeOf(Node.Outputs[index]);

    /// <summary>The first lane of the slice.</summary>
    public abstract Offset Lane { get; }

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

    /// <summary>Declares a reference and returns its name.</summary>
    public abstract string Reference(string name, string target);

    /// <summary>Assigns to a local again.</summary>
    public void Assign(string local, string expression) => Write($"{local} = {expression};");

    /// <summary>Writes a statement.</summary>
    public abstract void Write(string statement);

    /// <summary>For one sample: a vector whose lanes all are one element of an operand.</summary>
    public abstract string Element(int input, int element);

    /// <summary>For one sample: an operand that is one integer.</summary>
    public abstract string Integer(int input);

    /// <summary>For one sample: lets the elements of a result stand where they are, at a reference that lasts.</summary>
    public abstract void DefineAt(int output, string reference, int count);

    /// <summary>Writes statements.</summary>
    public void Write(IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            Write(statement);
        }
    }

    /// <summary>Where a batch value is, or where a reduction adds to its result: a reference, and the first element from there.</summary>
    public abstract (string Reference, int First) PlaceOf(Value value);

    /// <summary>Memory of the operation's own.</summary>
    public abstract (string Reference, int First) Workspace { get; }

    private Shape ShapeOf(Value value) => IsForOne && value.Extent == Extent.Sample ? Shape.Of(value.Shape.Count * VectorWidth.Lanes / Vector.Count) : value.Shape;
}

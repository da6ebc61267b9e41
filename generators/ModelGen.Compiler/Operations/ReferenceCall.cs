using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The operands and results of one node in the reference interpreter. A sample value is an array <c>[batch][elements]</c>, along time <c>[batch][steps][elements]</c>, a batch value one of <c>[elements]</c>.
/// Results start at zero.
/// </summary>
public sealed class ReferenceCall(int batch, Node node, IReadOnlyList<double[]> inputs, IReadOnlyList<double[]> outputs, ReferenceBatch data)
{
    /// <summary>Samples.</summary>
    public int Batch { get; } = batch;

    /// <summary>The batch's columns, and what random numbers depend on.</summary>
    public ReferenceBatch Data { get; } = data;

    /// <summary>The node.</summary>
    public Node Node { get; } = node;

    /// <summary>The same call of a node whose operands and results have other shapes.</summary>
    /// <param name="signature">The shapes.</param>
    /// <param name="operands">The elements of operands, where they are others too.</param>
    /// <param name="results">Where results go, if elsewhere.</param>
    internal ReferenceCall With(Signature signature, IReadOnlyList<double[]>? operands = null, IReadOnlyList<double[]>? results = null) => new(
        Batch,
        new Node(Node.Id, Node.Operation, [.. Node.Inputs.Zip(signature.Inputs, (value, shape) => value.WithShape(shape))], Node.Name, Node.Origin)
        {
            Outputs = [.. Node.Outputs.Zip(signature.Outputs, (value, shape) => value.WithShape(shape))],
        },
        operands ?? inputs,
        results ?? outputs,
        Data);

    /// <summary>The result that an operation has for some of the operands, of the shape of one of this call's.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="operands">The indices of its operands; -1 for what was made before.</param>
    /// <param name="made">What was made before.</param>
    /// <param name="output">The result that has the same shape; another than the first is written.</param>
    internal double[] Of(Operation operation, IEnumerable<int> operands, double[]? made, int output = 0)
    {
        var indices = operands.ToArray();
        var node = new Node(Node.Id, operation, [.. indices.Select(i => i < 0 ? Node.Outputs[0] : Node.Inputs[i])], Node.Name, Node.Origin) { Outputs = [Node.Outputs[output]] };
        var result = output == 0 ? new double[Output().Length] : Output(output);
        operation.Evaluate(new ReferenceCall(Batch, node, [.. indices.Select(i => i < 0 ? made! : Input(i))], [result], Data));
        return result;
    }

    /// <summary>Fills the first result with a column of the batch; steps beyond a sequence's end repeat its last.</summary>
    /// <param name="column">The column.</param>
    /// <param name="width">Values a sample, or a step.</param>
    /// <param name="time">The time axis, if any.</param>
    internal void Load(int column, int width, TimeAxis? time)
    {
        var values = Data.Columns[column];
        if (time is null)
        {
            values.CopyTo(Output(), 0);
            return;
        }

        var first = 0;
        for (var sample = 0; sample < Batch; sample++)
        {
            var length = LengthOf(time, sample);
            for (var i = 0; i < time.MaximumLength * width; i++)
            {
                Output()[(sample * time.MaximumLength * width) + i] = values[((first + Math.Min(i / width, length - 1)) * width) + (i % width)];
            }

            first += length;
        }
    }

    /// <summary>The number of a sample's steps.</summary>
    internal int LengthOf(TimeAxis time, int sample) => (int)Data.Columns[time.Lengths][sample];

    /// <summary>An operand's elements.</summary>
    public double[] Input(int index) => inputs[index];

    /// <summary>An operand's shape.</summary>
    public Shape InputShape(int index) => Node.Inputs[index].Shape;

    /// <summary>A result's elements.</summary>
    public double[] Output(int index = 0) => outputs[index];

    /// <summary>A result's shape.</summary>
    public Shape OutputShape(int index = 0) => Node.Outputs[index].Shape;
}

/// <summary>What a program gets from outside.</summary>
/// <param name="Columns">The columns, each <c>[batch][width]</c>; integers as doubles.</param>
/// <param name="Seed">The model's seed.</param>
/// <param name="Step">Optimizer steps taken so far.</param>
public sealed record ReferenceBatch(IReadOnlyList<double[]> Columns, uint Seed = 0, uint Step = 0);

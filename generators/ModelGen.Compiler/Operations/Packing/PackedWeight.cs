using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// A weight [outputs, connections] and its bias, laid out for vectors of outputs: a first row with the biases (zeros without one), then a row for each connection of an output, each padded
/// with zeros to a multiple of sixteen outputs. Shape [1 + connections, padded outputs].
/// </summary>
public sealed record PackedWeight(bool HasBias) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(PackedWeight);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasBias ? ["weight", "bias"] : ["weight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["packed"];

    /// <summary>Outputs, rounded up to whole vectors of any width.</summary>
    public static int Padded(int outputs) => (outputs + VectorWidth.Lanes - 1) / VectorWidth.Lanes * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(1 + inputs[0][1], Padded(inputs[0][0]));

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"Weight {inputs[0].Shape.ToShortString()} with its bias, for vectors of outputs: {outputs[0].Shape.ToShortString()}";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (weight, packed) = (call.Input(0), call.Output());
        var (rows, padded) = (call.OutputShape()[0], call.OutputShape()[1]);
        for (var output = 0; output < call.InputShape(0)[0]; output++)
        {
            for (var row = 0; row < rows; row++)
            {
                packed[(row * padded) + output] = row > 0 ? weight[(output * (rows - 1)) + row - 1] : HasBias ? call.Input(1)[output] : 0.0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var connections = kernel.Size("Connections", kernel.InputShape()[1]);
        var padded = kernel.Size("PaddedOutputs", kernel.OutputShape()[1]);
        var outputs = kernel.Size("Outputs", kernel.InputShape()[0]);
        Offset i = "i";
        kernel.Write($$"""
            for (var i = 0; i < {{padded}}; i++)
            {
                {{i.In("packed")}} = {{(HasBias ? $"i < {outputs} ? {i.In("bias")} : 0f" : "0f")}};
            }

            for (var connection = 0; connection < {{connections}}; connection++)
            {
                ref var to = ref {{(((Offset)"connection" + 1) * padded).In("packed")}};
                for (var i = 0; i < {{padded}}; i++)
                {
                    {{i.In("to")}} = i < {{outputs}} ? {{((i * connections) + "connection").In("weight")}} : 0f;
                }
            }
            """);
    }
}

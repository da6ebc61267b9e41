using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits the members of a network: what runs it on a sample and on a batch, and its classes where an objective takes its output as scores.</summary>
internal static class NetworkMembers
{
    private const string Input = "global::System.ReadOnlySpan<float>";
    private const string Labels = "global::System.ReadOnlySpan<int>";
    private const string Output = "global::System.Span<float>";

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="network">The network.</param>
    /// <param name="index">Its number in the layout.</param>
    public static void Write(CodeWriter writer, CompiledNetwork network, int index)
    {
        if (network.Inputs.Any(input => input.IsLengths))
        {
            SequenceMembers.Write(writer, network, index);
            StepMembers.Write(writer, network, index);
            return;
        }

        var data = network.Inputs.Select(input => $"{(input.Classes > 0 ? Labels : Input)} {NameOf(input)}").ToArray();
        var results = network.Outputs.Select(output => $"{Output} {NameOf(output)}").ToArray();
        var (columns, outputs) = (Columns(network), $"global::ModelGen.Runtime.Outputs.Of({string.Join(").And(", network.Outputs.Select(NameOf))})");
        var isSimple = IsSimple(network);
        writer.Write($"""
            /// <summary>The output for one sample. Thread-safe; allocates nothing after its first call.</summary>
            """);
        WriteParameters(writer, network.Inputs);
        WriteParameters(writer, network.Outputs, prefix: "Gets ");
        writer.Write($"""
            /// <exception cref="global::System.ArgumentException">A span has another length.</exception>
            {GeneratedMember.Preferred}
            public void {network.Name}({string.Join(", ", data.Concat(results))}) => this.engine.Predict({index}, {(isSimple ? $"{NameOf(network.Inputs[0])}, {NameOf(network.Outputs[0])}" : $"{columns}, {outputs}")});

            """);
        WriteConvenience(writer, network, index, data);
        WriteBatch(writer, network, index);
        WriteClasses(writer, network, index, data);
    }

    private static bool IsSimple(CompiledNetwork network) => network is { Inputs: [{ Classes: 0 }], Outputs.Count: 1 };

    private static string Columns(CompiledNetwork network) => Surface.Columns([.. network.Inputs.Select(NameOf)], batch: "1");

    private static string NameOf(Column column) => Identifiers.Escaped(column.Name);

    private static void WriteParameters(CodeWriter writer, IEnumerable<Column> columns, string prefix = "")
    {
        foreach (var column in columns)
        {
            var text = column.Classes > 0 ? $"One class index, 0 to {column.Classes - 1}." : $"{prefix}{column.Shape.Count} values: {column.Shape}.";
            writer.Write($"/// <param name=\"{column.Name}\">{text}</param>");
        }
    }

    private static void WriteConvenience(CodeWriter writer, CompiledNetwork network, int index, IReadOnlyList<string> data)
    {
        if (network.Outputs.Count == 1)
        {
            writer.Write($"/// <summary>The output for one sample, in a new array of {network.Outputs[0].Shape.Count} values.</summary>");
            WriteParameters(writer, network.Inputs);
            writer.Write($"""
                /// <exception cref="global::System.ArgumentException">The span has another length.</exception>
                public float[] {network.Name}({string.Join(", ", data)}) => this.engine.Predict({index}, {(IsSimple(network) ? NameOf(network.Inputs[0]) : Columns(network))});

                """);
            return;
        }

        var arrays = network.Outputs.Select(output => $"var {NameOf(output)} = new float[{output.Shape.Count}];").ToArray();
        writer.Write("/// <summary>The outputs for one sample, in new arrays.</summary>");
        WriteParameters(writer, network.Inputs);
        writer.Write("/// <exception cref=\"global::System.ArgumentException\">A span has another length.</exception>");
        using (writer.Block($"public {Identifiers.TupleOfArrays(network.Outputs.Select(output => output.Name))} {network.Name}({string.Join(", ", data)})"))
        {
            foreach (var array in arrays)
            {
                writer.Write(array);
            }

            writer.Write($"this.{network.Name}({string.Join(", ", network.Inputs.Concat(network.Outputs).Select(NameOf))});");
            writer.Write($"return ({string.Join(", ", network.Outputs.Select(NameOf))});");
        }

        writer.WriteLine();
    }

    private static void WriteBatch(CodeWriter writer, CompiledNetwork network, int index)
    {
        string Plural(Column column) => Identifiers.Escaped(PluralOf(column));
        string PluralOf(Column column) => IsSimple(network) ? column.Name + "s" : column.Name;
        var inputs = network.Inputs.Select(input => input.Classes > 0
            ? $"{Labels} {Plural(input)}"
            : $"in global::System.Numerics.Tensors.ReadOnlyTensorSpan<float> {Plural(input)}");
        var outputs = network.Outputs.Select(output => $"in global::System.Numerics.Tensors.TensorSpan<float> {Plural(output)}");
        writer.Write("/// <summary>The outputs for a batch of samples. Thread-safe; allocates nothing after its first call.</summary>");
        foreach (var (column, role) in network.Inputs.Select(input => (input, string.Empty)).Concat(network.Outputs.Select(output => (output, "Gets "))))
        {
            writer.Write($"/// <param name=\"{PluralOf(column)}\">{(column.Classes > 0 ? "One class index a sample." : $"{role}[batch, {string.Join(", ", column.Shape.Sizes)}].")}</param>");
        }

        string InputColumn(Column input, int column) => input.Classes > 0 ? Plural(input) : $"this.engine.InputOf({index}, {column}, {Plural(input)})";
        var columns = network.Inputs.Count == 0
            ? $"this.engine.BatchOf({index}, {Plural(network.Outputs[0])})"
            : Surface.Columns([.. network.Inputs.Select(InputColumn)]);
        var results = string.Join(").And(", network.Outputs.Select((output, column) => $"this.engine.OutputOf({index}, {column}, {Plural(output)})"));
        var call = IsSimple(network) ? $"{Plural(network.Inputs[0])}, {Plural(network.Outputs[0])}" : $"{columns}, global::ModelGen.Runtime.Outputs.Of({results})";
        writer.Write($"""
            /// <exception cref="global::System.ArgumentException">A tensor has another shape.</exception>
            public void {network.Name}({string.Join(", ", inputs.Concat(outputs))}) => this.engine.{(IsSimple(network) ? "Predict" : "PredictBatch")}({index}, {call});

            """);
    }

    private static void WriteClasses(CodeWriter writer, CompiledNetwork network, int index, IReadOnlyList<string> data)
    {
        if (network.Outputs.Count != 1)
        {
            return;
        }

        var (output, columns) = (network.Outputs[0], IsSimple(network) ? NameOf(network.Inputs[0]) : Columns(network));
        if (network.Scores is ScoreKind.Logits or ScoreKind.LogProbabilities or ScoreKind.BinaryLogits)
        {
            writer.Write("/// <summary>The probabilities of the classes for one sample.</summary>");
            WriteParameters(writer, network.Inputs);
            writer.Write($"""
                /// <param name="{output.Name}">Gets {output.Shape.Count} probabilities.</param>
                /// <exception cref="global::System.ArgumentException">A span has another length.</exception>
                public void {network.Name}Probabilities({string.Join(", ", data.Append($"{Output} {NameOf(output)}"))}) => this.engine.Probabilities({index}, {columns}, {NameOf(output)});

                """);
        }

        if (network.Scores != ScoreKind.None)
        {
            writer.Write("/// <summary>The most probable class for one sample.</summary>");
            WriteParameters(writer, network.Inputs);
            writer.Write($"""
                /// <exception cref="global::System.ArgumentException">A span has another length.</exception>
                public int {network.Name}Label({string.Join(", ", data)}) => this.engine.Label({index}, {columns});

                """);
        }
    }
}

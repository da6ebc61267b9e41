using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits the members of a network over sequences: what runs it on any number of them, and on one.</summary>
internal static class SequenceMembers
{
    private const string Floats = "global::System.ReadOnlySpan<float>", Integers = "global::System.ReadOnlySpan<int>", Results = "global::System.Span<float>";

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="network">The network.</param>
    /// <param name="index">Its number in the layout.</param>
    public static void Write(CodeWriter writer, CompiledNetwork network, int index)
    {
        var data = network.Inputs.Select(Parameter).ToArray();
        var results = network.Outputs.Select(output => $"{Results} {NameOf(output)}");
        var outputs = $"global::ModelGen.Runtime.Outputs.Of({string.Join(").And(", network.Outputs.Select(NameOf))})";
        writer.Write("/// <summary>The outputs for any number of samples. Thread-safe; allocates nothing after its first call.</summary>");
        WriteParameters(writer, network.Inputs);
        foreach (var output in network.Outputs)
        {
            writer.Write($"/// <param name=\"{output.Name}\">Gets {Lowered(output)}</param>");
        }

        writer.Write($"""
            /// <exception cref="global::System.ArgumentException">A span has another length than the others say, or a value is out of range.</exception>
            {GeneratedMember.Preferred}
            public void {network.Name}({string.Join(", ", data.Concat(results))}) => this.engine.PredictBatch({index}, {Columns(network)}, {outputs});

            """);
        WriteArrays(writer, network, index);
        WriteOne(writer, network);
        WriteClasses(writer, network, index);
    }

    private static void WriteArrays(CodeWriter writer, CompiledNetwork network, int index)
    {
        writer.Write("/// <summary>The outputs for any number of samples, in new arrays.</summary>");
        WriteParameters(writer, network.Inputs);
        writer.Write("/// <exception cref=\"global::System.ArgumentException\">A span has another length than the others say, or a value is out of range.</exception>");
        using (writer.Block($"public {Arrays(network)} {network.Name}({string.Join(", ", network.Inputs.Select(Parameter))})"))
        {
            for (var output = 0; output < network.Outputs.Count; output++)
            {
                writer.Write($"var {NameOf(network.Outputs[output])} = new float[this.engine.LengthOf({index}, {output}, {Columns(network)})];");
            }

            var names = string.Join(", ", network.Outputs.Select(NameOf));
            writer.Write($"this.{network.Name}({string.Join(", ", network.Inputs.Select(NameOf))}, {names});");
            writer.Write($"return {(network.Outputs.Count == 1 ? names : $"({names})")};");
        }

        writer.WriteLine();
    }

    private static void WriteOne(CodeWriter writer, CompiledNetwork network)
    {
        writer.Write("/// <summary>The outputs for one sample, in new arrays.</summary>");
        WriteParameters(writer, network.Inputs.Where(input => !input.IsLengths));
        writer.Write("/// <exception cref=\"global::System.ArgumentException\">A span has another length than the others say, or a value is out of range.</exception>");
        using (writer.Block($"public {Arrays(network)} {network.Name}({ParametersOfOne(network)})"))
        {
            WriteLengths(writer, network);
            writer.Write($"return this.{network.Name}({string.Join(", ", network.Inputs.Select(NameOf))});");
        }

        writer.WriteLine();
    }

    private static void WriteClasses(CodeWriter writer, CompiledNetwork network, int index)
    {
        if (network.Outputs.Count != 1 || network.Scores == ScoreKind.None)
        {
            return;
        }

        var output = network.Outputs[0];
        if (network.Scores is ScoreKind.Logits or ScoreKind.LogProbabilities or ScoreKind.BinaryLogits)
        {
            writer.Write($"/// <summary>The probabilities of the classes for {(output.Time is null ? string.Empty : "each step of ")}one sample.</summary>");
            WriteParameters(writer, network.Inputs.Where(input => !input.IsLengths));
            writer.Write($"""
                /// <param name="{output.Name}">Gets {output.Shape.Count} probabilities{(output.Time is null ? string.Empty : " of each step")}.</param>
                /// <exception cref="global::System.ArgumentException">A span has another length than the others say, or a value is out of range.</exception>
                """);
            using (writer.Block($"public void {network.Name}Probabilities({ParametersOfOne(network)}, {Results} {NameOf(output)})"))
            {
                WriteLengths(writer, network);
                writer.Write($"this.engine.Probabilities({index}, {Columns(network)}, {NameOf(output)});");
            }

            writer.WriteLine();
        }

        if (output.Shape.Count == 1 && network.Scores is not (ScoreKind.BinaryLogits or ScoreKind.Signs))
        {
            return;
        }

        if (output.Time is not null)
        {
            WriteLabels(writer, network, index);
        }
        else
        {
            writer.Write("/// <summary>The most probable class of one sample.</summary>");
            WriteParameters(writer, network.Inputs.Where(input => !input.IsLengths));
            writer.Write("/// <exception cref=\"global::System.ArgumentException\">A span has another length than the others say, or a value is out of range.</exception>");
            using (writer.Block($"public int {network.Name}Label({ParametersOfOne(network)})"))
            {
                WriteLengths(writer, network);
                writer.Write($"return this.engine.Label({index}, {Columns(network)});");
            }

            writer.WriteLine();
        }
    }

    /// <summary>A class for each step.</summary>
    private static void WriteLabels(CodeWriter writer, CompiledNetwork network, int index)
    {
        var name = GeneratedMember.LabelsName(network.Name);
        writer.Write("/// <summary>The most probable class of each step, for any number of samples.</summary>");
        WriteParameters(writer, network.Inputs);
        writer.Write($"""
            /// <param name="{GeneratedMember.Labels}">Gets one class index a step, step after step and sample after sample.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length than the others say, or a value is out of range.</exception>
            public void {name}({string.Join(", ", network.Inputs.Select(Parameter))}, global::System.Span<int> {GeneratedMember.Labels}) => this.engine.Labels({index}, {Columns(network)}, {GeneratedMember.Labels});

            /// <summary>The most probable class of each step of one sample, in a new array.</summary>
            """);
        WriteParameters(writer, network.Inputs.Where(input => !input.IsLengths));
        writer.Write("/// <exception cref=\"global::System.ArgumentException\">A span has another length than the others say, or a value is out of range.</exception>");
        using (writer.Block($"public int[] {name}({ParametersOfOne(network)})"))
        {
            WriteLengths(writer, network);
            writer.Write($"""
                var {GeneratedMember.Labels} = new int[this.engine.LengthOf({index}, 0, {Columns(network)}) / {network.Outputs[0].Shape.Count}];
                this.{name}({string.Join(", ", network.Inputs.Select(NameOf))}, {GeneratedMember.Labels});
                return {GeneratedMember.Labels};
                """);
        }

        writer.WriteLine();
    }

    private static void WriteLengths(CodeWriter writer, CompiledNetwork network) => WriteLengths(writer, network, (_, _) => true);

    /// <summary>The lengths of one sample, which its values tell, of the columns that are meant.</summary>
    internal static void WriteLengths(CodeWriter writer, CompiledNetwork network, Func<Column, int, bool> isMeant)
    {
        for (var column = 0; column < network.Inputs.Count; column++)
        {
            if (network.Inputs[column].IsLengths && isMeant(network.Inputs[column], column))
            {
                var sequence = network.Inputs.First(input => input.Time?.Lengths == column);
                writer.Write($"{Integers} {NameOf(network.Inputs[column])} = [{NameOf(sequence)}.Length{(sequence.Shape.Count == 1 ? string.Empty : $" / {sequence.Shape.Count}")}];");
            }
        }
    }

    internal static void WriteParameters(CodeWriter writer, IEnumerable<Column> columns)
    {
        foreach (var column in columns)
        {
            writer.Write($"/// <param name=\"{column.Name}\">{column.Describe()}</param>");
        }
    }

    private static string ParametersOfOne(CompiledNetwork network) => string.Join(", ", network.Inputs.Where(input => !input.IsLengths).Select(Parameter));

    private static string Arrays(CompiledNetwork network) => network.Outputs.Count == 1 ? "float[]" : Identifiers.TupleOfArrays(network.Outputs.Select(output => output.Name));

    private static string Columns(CompiledNetwork network) => Surface.Columns([.. network.Inputs.Select(NameOf)]);

    /// <summary>A column as a parameter.</summary>
    internal static string Parameter(Column column) => $"{(column.Classes > 0 ? Integers : Floats)} {NameOf(column)}";

    private static string NameOf(Column column) => Identifiers.Escaped(column.Name);

    private static string Lowered(Column column) => Identifiers.Camel(column.Describe());
}

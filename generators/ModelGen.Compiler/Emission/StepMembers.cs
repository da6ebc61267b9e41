namespace ModelGen.Compiler.Emission;

/// <summary>Emits what runs a network one step at a time: the class of such a run, and the member that begins one.</summary>
internal static class StepMembers
{
    private const string Thrown = "/// <exception cref=\"global::System.ArgumentException\">A span has another length than the others say, or a value is out of range.</exception>";

    /// <summary>The name of the class of a network's runs.</summary>
    public static string RunName(string network) => network + "Run";

    /// <summary>The name of the member that begins a run.</summary>
    public static string StartName(string network) => "Start" + network;

    /// <summary>Writes them, where a network asks for them.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="network">The network.</param>
    /// <param name="index">Its number in the layout.</param>
    public static void Write(CodeWriter writer, CompiledNetwork network, int index)
    {
        if (network.Steps is not { } steps)
        {
            return;
        }

        var (start, stepped) = (network.Inputs.Where(steps.IsOfStart).ToArray(), network.Inputs.Where(steps.IsStepped).Where(column => !column.IsLengths).ToArray());
        var run = RunName(network.Name);
        WriteStart(writer, network, steps, start);
        var isOfTokens = stepped is [{ Classes: > 0, Shape.Count: 1 }] && network.Outputs.Count == 1;
        writer.Write($"""
            /// <summary><c>{network.Name}</c>, run one step at a time for a batch of sequences; begun by <c>{StartName(network.Name)}</c>. Of one thread at a time.</summary>
            {Surface.GeneratedCode}
            """);
        using (writer.Block($"public sealed class {run} : global::ModelGen.{(isOfTokens ? "TokenRun" : "SequenceRun")}"))
        {
            writer.Write($"internal {run}(global::ModelGen.Runtime.Engine engine) : base(engine, {index}) {{ }}");
            writer.WriteLine();
            writer.Write("/// <summary>Begins anew, with other sequences. Allocates nothing where there are no more, and no longer ones, than there were.</summary>");
            SequenceMembers.WriteParameters(writer, start);
            WriteBatchSize(writer, start);
            writer.Write(start.Length == 0 ? "/// <exception cref=\"global::System.ArgumentOutOfRangeException\">No sequence.</exception>" : Thrown);
            writer.Write($"public void Start({Parameters(start)}) => this.Begin({Surface.Columns([.. start.Select(NameOf)], batch: "batchSize")});");
            if (!isOfTokens)
            {
                writer.WriteLine();
                writer.Write("/// <summary>Takes the next step. Allocates nothing after its first call.</summary>");
                foreach (var column in stepped)
                {
                    writer.Write($"/// <param name=\"{column.Name}\">{(column with { Time = null }).Describe()}</param>");
                }

                foreach (var output in network.Outputs)
                {
                    writer.Write($"/// <param name=\"{output.Name}\">Gets {Identifiers.Camel((output with { Time = null }).Describe())}</param>");
                }

                writer.Write($"""
                    {Thrown}
                    /// <exception cref="global::System.InvalidOperationException">All steps have been taken.</exception>
                    public void Next({Parameters(stepped)}, {string.Join(", ", network.Outputs.Select(output => $"global::System.Span<float> {NameOf(output)}"))}) => this.Advance({Surface.Columns([.. stepped.Select(NameOf)])}, global::ModelGen.Runtime.Outputs.Of({string.Join(").And(", network.Outputs.Select(NameOf))}));
                    """);
            }
        }

        writer.WriteLine();
    }

    /// <summary>The class of a run of a model that has an error.</summary>
    public static string Broken(Declarations.FunctionSignature network, string body)
    {
        var start = Spans(network.Parameters.Where(parameter => !parameter.IsStepped));
        var isOfTokens = network.Parameters.Count(parameter => parameter is { IsStepped: true, IsLengths: false }) == 1 && network.Parameters.Any(parameter => parameter is { IsStepped: true, IsLengths: false, IsInteger: true }) && network.Outputs.Count == 1;
        var next = Spans(network.Parameters.Where(parameter => parameter is { IsStepped: true, IsLengths: false })) + string.Concat(network.Outputs.Select(output => $", global::System.Span<float> {Identifiers.Escaped(output)}"));
        return $$"""
            public sealed class {{RunName(network.Name)}} : global::ModelGen.{{(isOfTokens ? "TokenRun" : "SequenceRun")}}
            {
                internal {{RunName(network.Name)}}() : base(null!, 0) { }

                public void Start({{(start.Length > 0 ? start : "int batchSize = 1")}}){{body}}
            {{(isOfTokens ? string.Empty : $"\n    public void Next({next}){body}\n")}}}
            """;

        static string Spans(IEnumerable<Declarations.ParameterSignature> parameters) =>
            string.Join(", ", parameters.Select(parameter => $"global::System.ReadOnlySpan<{(parameter.IsInteger ? "int" : "float")}> {Identifiers.Escaped(parameter.Name)}"));
    }

    private static void WriteStart(CodeWriter writer, CompiledNetwork network, CompiledSteps steps, Column[] start)
    {
        var run = RunName(network.Name);
        writer.Write($"/// <summary>Begins to run <c>{network.Name}</c> one step at a time{(start.Length > 0 ? ", for any number of samples" : string.Empty)}. Any number of runs may be under way.</summary>");
        SequenceMembers.WriteParameters(writer, start);
        WriteBatchSize(writer, start);
        writer.Write(start.Length == 0 ? "/// <exception cref=\"global::System.ArgumentOutOfRangeException\">No sequence.</exception>" : Thrown);
        using (writer.Block($"public {run} {StartName(network.Name)}({Parameters(start)})"))
        {
            writer.Write($"var run = new {run}(this.engine);");
            writer.Write($"run.Start({(start.Length == 0 ? "batchSize" : string.Join(", ", start.Select(NameOf)))});");
            writer.Write("return run;");
        }

        writer.WriteLine();
        if (start.Any(column => column.IsLengths))
        {
            var given = start.Where(column => !column.IsLengths).ToArray();
            writer.Write($"/// <summary>Begins to run <c>{network.Name}</c> one step at a time, for one sample.</summary>");
            SequenceMembers.WriteParameters(writer, given);
            writer.Write(Thrown);
            using (writer.Block($"public {run} {StartName(network.Name)}({Parameters(given)})"))
            {
                SequenceMembers.WriteLengths(writer, network, steps.IsOfStart);
                writer.Write($"return this.{StartName(network.Name)}({string.Join(", ", start.Select(NameOf))});");
            }

            writer.WriteLine();
        }
    }

    private static void WriteBatchSize(CodeWriter writer, Column[] start)
    {
        if (start.Length == 0)
        {
            writer.Write("/// <param name=\"batchSize\">Sequences, at least 1.</param>");
        }
    }

    private static string Parameters(Column[] columns) =>
        columns.Length == 0 ? "int batchSize = 1" : string.Join(", ", columns.Select(SequenceMembers.Parameter));

    private static string NameOf(Column column) => Identifiers.Escaped(column.Name);
}

using System.Runtime.InteropServices;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>
/// Runs an operation's emitted code, in every width, with its sizes as a type argument's, and as straight-line code where it has some, against its reference: close to it, and the same bits in every width. Lanes that a
/// program leaves undefined hold NaN, so that reading one shows.
/// </summary>
internal sealed class KernelCheck
{
    private const double Tolerance = 2e-5;
    private const uint Seed = 11, Step = 5;

    private delegate void Run(int samples, Array[] operands);

    private readonly Node node;
    private readonly Operand[] operands;
    private readonly Type code;
    private readonly bool hasSizes, isFirst;

    // For an operation of programs for one sample, whose values lie side by side: the shapes that they have elsewhere.
    private readonly Signature? signature;

    private KernelCheck(Operation operation, Operand[] operands, bool isFirst = false)
    {
        this.isFirst = isFirst;
        this.operands = operands;
        signature = (operation as OneSampleOperation)?.Signature;
        var graph = new Graph();
        var inputs = operands.Select((operand, i) => operand switch
        {
            { IsInteger: true } => graph.Add(new IntegerInput(i), $"operand{i}", origin: -1),
            { Extent: Extent.Sample } => graph.Add(new NetworkInput(signature is null ? operand.Shape : Sixteens.Of(operand.Shape), i), $"operand{i}", origin: -1),
            _ => graph.Tensor(ValueSource.State, i, $"operand{i}", operand.Shape),
        }).ToArray();
        _ = graph.Add(operation, "kernel", origin: -1, inputs);
        node = graph.Nodes[^1];
        var writer = new CodeWriter();
        foreach (var vector in VectorWidth.All)
        {
            KernelMethod.Write(writer, vector, node, $"Kernel{vector.Bits}");
            WriteEntry(writer, vector, "Kernel", $"Kernel{vector.Bits}");
            hasSizes = SharedKernel.WriteAlone(writer, vector, node, $"Shared{vector.Bits}");
            if (hasSizes)
            {
                WriteEntry(writer, vector, "Shared", $"Shared{vector.Bits}<Shared{vector.Bits}Sizes>");
            }

            if (HasStraightCode)
            {
                StraightMethod.Write(writer, vector, node, $"Straight{vector.Bits}");
            }
        }

        code = EmittedCode.Compile(writer.ToString());
    }

    private bool HasStraightCode => !(isFirst && signature is null) && node.Operation.StraightCost(node.Inputs, node.Outputs) is not null;

    private IEnumerable<string> Methods => ["Kernel", .. hasSizes ? ["Shared"] : Array.Empty<string>(), .. HasStraightCode ? ["Straight"] : Array.Empty<string>()];

    /// <summary>Checks 1, 3, 8, 15 and 16 samples, and the kernel of programs for one sample, if the operation has one.</summary>
    public static void Compare(Operation operation, params Operand[] operands)
    {
        var check = new KernelCheck(operation, operands);
        var ofOne = check.Compare(samples: 1);
        foreach (var samples in new[] { 3, 8, 15, 16 })
        {
            _ = check.Compare(samples);
        }

        if (operation.StoresFirst)
        {
            _ = new KernelCheck(operation, operands, isFirst: true).Compare(samples: 5);
        }

        if (operation.ForOneSample(check.node)?.Operation is OneSampleOperation forOne)
        {
            var alone = new KernelCheck(forOne, operands, forOne.StoresFirst).Compare(samples: 1);
            if (forOne.HasBitsOfBatches && !forOne.StoresFirst)
            {
                AssertSameBits(ofOne, alone, $"{operation.Describe()} for one sample");
            }
        }
    }

    private float[][] Compare(int samples)
    {
        var random = new Random(samples);
        var elements = operands.Select(operand => Fill(operand.Shape.Count * (operand.Extent == Extent.Sample ? samples : 1), () => operand.Next(random))).ToArray();
        var starts = node.Outputs.Select(output => Fill(CountOf(output), () => node.Operation.Reduces(output.Output) && !isFirst ? (float)random.NextDouble() : 0)).ToArray();
        var before = elements.Select(array => array.ToArray()).ToArray();
        var results = node.Outputs.Select((output, i) => output.Extent == Extent.Sample ? new double[CountOf(output) * samples] : starts[i].ToArray()).ToArray();
        node.Operation.Evaluate(new ReferenceCall(samples, node, elements, results, new ReferenceBatch([], Seed, Step)));
        float[][] first = [];
        foreach (var method in Methods)
        {
            var widths = VectorWidth.All.Select(vector => Execute($"{method}{vector.Bits}", vector, samples, before, starts)).ToArray();
            for (var i = 0; i < widths.Length; i++)
            {
                AssertClose(elements.Where((_, operand) => operands[operand].Extent == Extent.Batch).Concat(results).ToArray(), widths[i], $"{node} {method}{VectorWidth.All[i].Bits}, {samples} samples");
                AssertSameBits(widths[0], widths[i], $"{node} {method}{VectorWidth.All[i].Bits}, {samples} samples");
            }

            // A kernel's bits are compared with a kernel's: straight-line code adds lanes by their tree.
            first = method == "Kernel" ? widths[0] : first;
        }

        return first;
    }

    /// <summary>Batch operands, as the kernel may update them, and the results, sample after sample.</summary>
    private float[][] Execute(string method, VectorWidth vector, int samples, double[][] elements, double[][] starts)
    {
        if (signature is not null)
        {
            return ExecuteForOne(method, elements, starts);
        }

        var defined = (samples + vector.Count - 1) / vector.Count * vector.Count;
        var arrays = operands.Select((operand, i) => operand.Extent == Extent.Batch ? ToFloats(elements[i])
                : operand.IsInteger ? ToLanes(elements[i], samples, element => (int)element, 0, 0, defined)
                : (Array)ToLanes(elements[i], samples, element => (float)element, 0f, float.NaN, defined))
            .Concat(node.Outputs.Select((output, i) => output.Extent == Extent.Sample ? Undefined(output.Shape.Count * VectorWidth.Lanes) : isFirst ? Undefined(output.Shape.Count) : ToFloats(starts[i])))
            .Append(Undefined(Math.Max(1, Math.Max(node.Operation.Workspace(node.Inputs, node.Outputs), StraightMethod.WorkspaceOf(node)))))
            .ToArray();
        code.Method<Run>("Run" + method)(samples, arrays);
        var updated = operands.Select((operand, i) => (operand, i)).Where(pair => pair.operand.Extent == Extent.Batch).Select(pair => (float[])arrays[pair.i]);
        var results = node.Outputs.Select((output, i) => output.Extent == Extent.Sample ? FromLanes((float[])arrays[operands.Length + i], samples) : (float[])arrays[operands.Length + i]);
        return [.. updated, .. results];
    }

    private int CountOf(Value output) => signature?.Outputs[output.Output].Count ?? output.Shape.Count;

    /// <summary>Elements side by side. A vector may begin at the last of them, so undefined ones follow, which must stay as they are behind batch values.</summary>
    private float[][] ExecuteForOne(string method, double[][] elements, double[][] starts)
    {
        Array[] arrays =
        [
            .. operands.Select((operand, i) => operand.IsInteger ? new[] { (int)elements[i][0] } : (Array)Followed(elements[i])),
            .. starts.Select(start => isFirst ? Undefined(start.Length + VectorWidth.Lanes) : Followed(start)),
            Undefined(Math.Max(1, Math.Max(node.Operation.Workspace(node.Inputs, node.Outputs), StraightMethod.WorkspaceOf(node))) + VectorWidth.Lanes),
        ];
        code.Method<Run>("Run" + method)(1, arrays);
        var results = arrays.Skip(operands.Length).Take(node.Outputs.Count).Cast<float[]>().ToArray();
        Assert.All(results.Zip(node.Outputs).Where(pair => pair.Second.Extent == Extent.Batch), pair => Assert.All(pair.First[CountOf(pair.Second)..], rest => Assert.Equal(float.NaN, rest)));
        return
        [
            .. operands.Select((operand, i) => (operand, i)).Where(pair => pair.operand.Extent == Extent.Batch).Select(pair => ((float[])arrays[pair.i])[..elements[pair.i].Length]),
            .. results.Zip(node.Outputs, (result, output) => result[..CountOf(output)]),
        ];

        static float[] Followed(double[] elements) => [.. ToFloats(elements), .. Undefined(VectorWidth.Lanes)];
    }

    private void WriteEntry(CodeWriter writer, VectorWidth vector, string method, string callee)
    {
        var arguments = new List<string> { KernelMethod.RunsOnBlocks(node) ? "block" : "samples" };
        arguments.AddRange(operands.Select((operand, i) => $"ref (({(operand.IsInteger ? "int" : "float")}[])operands[{i}])[0]"));
        arguments.AddRange(node.Outputs.Select((_, i) => $"ref ((float[])operands[{operands.Length + i}])[0]"));
        if (node.Operation.Workspace(node.Inputs, node.Outputs) > 0)
        {
            arguments.Add("ref ((float[])operands[^1])[0]");
        }

        writer.Write($$"""
            public static void Run{{method}}{{vector.Bits}}(int samples, Array[] operands)
            {
                var block = default(Block);
                Unsafe.AsRef(in block.Samples) = samples;
                Unsafe.AsRef(in block.IsFirst) = {{(isFirst ? "true" : "false")}};
                Unsafe.AsRef(in block.Seed) = {{Seed}};
                Unsafe.AsRef(in block.Step) = {{Step}};
                {{callee}}({{string.Join(", ", arguments)}});
            }
            """);
    }

    private static void AssertClose(double[][] expected, float[][] actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var scale = Math.Max(1, expected[i].Max(Math.Abs));
            for (var j = 0; j < expected[i].Length; j++)
            {
                Assert.True(Math.Abs(expected[i][j] - actual[i][j]) <= Tolerance * scale, $"{what}: result {i}, element {j} is {actual[i][j]}, not {expected[i][j]}.");
            }
        }
    }

    private static void AssertSameBits(float[][] first, float[][] second, string what)
    {
        for (var i = 0; i < first.Length; i++)
        {
            Assert.True(MemoryMarshal.AsBytes(first[i].AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(second[i].AsSpan())), $"{what}: the bits of result {i} are not those of the widest vectors.");
        }
    }

    private static double[] Fill(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

    private static float[] ToFloats(double[] elements) => Array.ConvertAll(elements, element => (float)element);

    private static float[] Undefined(int count) => [.. Enumerable.Repeat(float.NaN, count)];

    private static T[] ToLanes<T>(double[] elements, int samples, Func<double, T> convert, T unused, T undefined, int defined)
    {
        var features = elements.Length / samples;
        var lanes = new T[features * VectorWidth.Lanes];
        for (var i = 0; i < lanes.Length; i++)
        {
            var (feature, sample) = (i / VectorWidth.Lanes, i % VectorWidth.Lanes);
            lanes[i] = sample < samples ? convert(elements[(sample * features) + feature]) : sample < defined ? unused : undefined;
        }

        return lanes;
    }

    private static float[] FromLanes(float[] lanes, int samples)
    {
        var features = lanes.Length / VectorWidth.Lanes;
        var elements = new float[features * samples];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = lanes[(i % features * VectorWidth.Lanes) + (i / features)];
        }

        return elements;
    }
}

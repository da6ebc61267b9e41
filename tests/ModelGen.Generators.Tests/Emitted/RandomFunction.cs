using System.Globalization;
using CsCheck;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>
/// Numbers that stand for a network in the function form, whose values are used any number of times. Any numbers do: each picks among what is possible where it stands.
/// </summary>
/// <param name="Input">Picks the shapes of the two inputs.</param>
/// <param name="Steps">Each picks an operation and its operands.</param>
/// <param name="Loss">Picks the objective.</param>
/// <param name="Batch">Samples.</param>
internal sealed record RandomFunction(int Input, int[] Steps, int Loss, int Batch)
{
    private const int LargestValue = 120;

    private static readonly int[] Batches = [1, 5, 16, 17, 33];

    // Bounded where the operand is, and smooth or with a kink that two ways of rounding meet on the same side.
    private static readonly string[] Unary =
    [
        "-{0}", "Exp(Tanh({0}))", "Log(1.5f + Square({0}))", "Sqrt(Square({0}) + 0.5f)", "Square(Tanh({0}))", "Abs({0} + 0.1f)", "Pow(1.5f + Sigmoid({0}), 1.7f)", "Pow(Tanh({0}), 3)",
        "Clip({0}, -0.9f, 1.1f)", "StopGradient({0})", "Sigmoid({0})", "Gelu({0})", "2 * {0} - 1", "1 / (2 + Tanh({0}))",
    ];

    private static readonly string[] Binary =
    [
        "Tanh({0}) + {1}", "{0} - Tanh({1})", "Tanh({0}) * Sigmoid({1})", "Tanh({0}) / (1.5f + Square(Tanh({1})))", "Min({0}, 0.7f * {1} + 0.05f)", "Max({0}, 0.7f * {1} - 0.05f)", "Where(Step(x), {0}, {1})",
    ];

    private static readonly string[] Losses =
    [
        "SquaredError(p, y)", "SquaredError(p, Tanh(Predict(x, 0.5f * z)))", "Mean(Square(p))", "BinaryCrossEntropy(p, Sigmoid(y))", "CrossEntropy(p, label)", "CrossEntropy(p, Softmax(y), labelSmoothing: 0.1f)",
        "KullbackLeibler(p, Tanh(p))", "Triplet(p, y, -p, margin: 3)", "Huber(p, y, 0.5f) + Variance(p)", "AbsoluteError(p, y)", "NegativeLogLikelihood(LogSoftmax(p), label)", "Hinge(p, Sign(y))",
        "Perceptron(p, Sign(y))",
    ];

    /// <summary>All networks.</summary>
    public static Gen<RandomFunction> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Int[0, 1_000_000],
        CsCheck.Gen.Int[0, 1_000_000].Array[1, 10],
        CsCheck.Gen.Int[0, 1_000_000],
        CsCheck.Gen.Int[0, Batches.Length - 1],
        (input, steps, loss, batch) => new RandomFunction(input, steps, loss, Batches[batch]));

    /// <summary>The model's class.</summary>
    public string Source(string name)
    {
        var pick = new Picker(Input);
        int[] sizes = [1 + pick.Next(4), 1 + pick.Next(4), 1 + pick.Next(4)], x = sizes[pick.Next(3)..], z = [1 + pick.Next(6)];
        var (inputs, loss) = ($"[Shape({Text(x)})] Symbol x, [Shape({Text(z)})] Symbol z", new Picker(Loss));
        return $$"""
            [Model(Unroll = Unroll.{{(Loss % 2 == 0 ? "Tiles" : "Auto")}})]
            public partial class {{name}}
            {
                [Network]
                static Symbol Predict({{inputs}})
                {
                    {{string.Join("\n        ", Body(x, z))}}
                }

                [Objective, Sgd(0.1f)]
                static Symbol Loss({{inputs}}, [Shape(3)] Symbol y, [Vocabulary(3)] Label label)
                {
                    var p = Predict(x, z);
                    return {{Losses[loss.Next(Losses.Length)]}};
                }
            }
            """;
    }

    /// <summary>As a test names it.</summary>
    public override string ToString() => $"{Source("Sample")}\na batch of {Batch}";

    private List<string> Body(int[] x, int[] z)
    {
        var values = new List<(string Name, int[] Shape)> { ("x", x), ("z", z) };
        var lines = new List<string>();
        foreach (var step in Steps)
        {
            var pick = new Picker(step);
            var (expression, shape) = Step(ref pick, values);
            if (shape.Aggregate(1, (count, size) => count * size) <= LargestValue)
            {
                lines.Add($"var v{lines.Count} = {expression};");
                values.Add(($"v{lines.Count - 1}", shape));
            }
        }

        lines.Add($"return Dense(Concat({string.Join(", ", values.Skip(Math.Max(0, values.Count - 3)).Select(value => $"Flatten({value.Name})"))}), 3);");
        return lines;
    }

    private static (string Expression, int[] Shape) Step(ref Picker pick, List<(string Name, int[] Shape)> values)
    {
        var (name, shape) = values[pick.Next(values.Count)];
        switch (pick.Next(13))
        {
            case 0 or 1:
                return (string.Format(CultureInfo.InvariantCulture, Unary[pick.Next(Unary.Length)], name), shape);
            case 2 or 3:
                var other = Among(ref pick, values.Where(value => Broadcast(shape, value.Shape) is not null));
                var function = Binary[pick.Next(Binary.Length)];
                var common = Broadcast(shape, other.Shape)!;
                return function.Contains("Step(x)", StringComparison.Ordinal) && Broadcast(common, values[0].Shape) is null
                    ? ($"{name} + {other.Name}", common)
                    : (string.Format(CultureInfo.InvariantCulture, function, name, other.Name), function.Contains("Step(x)", StringComparison.Ordinal) ? Broadcast(common, values[0].Shape)! : common);
            case 4:
                return Reduction(ref pick, name, shape);
            case 5:
                return Joined(ref pick, name, shape, values);
            case 6 when shape.Length > 0:
                return Part(ref pick, name, shape);
            case 7:
                return Rearranged(ref pick, name, shape);
            case 8 when shape.Length == 2:
                var columns = Among(ref pick, values.Where(value => value.Shape.Length == 2 && value.Shape[0] == shape[1]).DefaultIfEmpty(($"Transpose({name})", [shape[1], shape[0]])));
                return ($"MatMul(Tanh({name}), Tanh({columns.Name}))", [shape[0], columns.Shape[1]]);
            case 8 when shape.Length == 1:
                return ($"Dot({name}, Sigmoid({name}))", []);
            case 10 or 11 or 12 when shape.Length > 0:
                var layer = RandomLayer.Draw(ref pick, shape, isData: name is "x" or "z");
                return (layer.Call(name), layer.Output);
            default:
                var units = 1 + pick.Next(7);
                return ($"Dense(Flatten({name}), {units})", [units]);
        }
    }

    private static (string Expression, int[] Shape) Reduction(ref Picker pick, string name, int[] shape)
    {
        var function = new[] { "Sum", "Mean", "Variance", "Softmax", "LogSoftmax" }[pick.Next(5)];
        if (function.EndsWith("max", StringComparison.Ordinal))
        {
            return shape.Length == 0 ? ($"Tanh({name})", shape) : ($"{function}({name})", shape);
        }

        if (shape.Length == 0 || pick.Next(4) == 0)
        {
            return ($"{function}({name})", []);
        }

        var (first, second, fromEnd) = (pick.Next(shape.Length), pick.Next(shape.Length), pick.Next(2) * shape.Length);
        return ($"{function}({name}, {first - fromEnd}, {second})", [.. shape.Where((_, axis) => axis != first && axis != second)]);
    }

    private static (string Expression, int[] Shape) Joined(ref Picker pick, string name, int[] shape, List<(string Name, int[] Shape)> values)
    {
        if (shape.Length == 0 || pick.Next(2) == 0)
        {
            var twin = Among(ref pick, values.Where(value => value.Shape.SequenceEqual(shape)));
            return ($"Stack({name}, {twin.Name}, 2 * {name})", [3, .. shape]);
        }

        var along = pick.Next(shape.Length);
        var other = Among(ref pick, values.Where(value => value.Shape.Length == shape.Length && Resized(value.Shape, along, 0).SequenceEqual(Resized(shape, along, 0))));
        return ($"ConcatAlong({along - (pick.Next(2) * shape.Length)}, {name}, {other.Name})", Resized(shape, along, shape[along] + other.Shape[along]));
    }

    private static (string Expression, int[] Shape) Part(ref Picker pick, string name, int[] shape)
    {
        var axis = pick.Next(shape.Length);
        var start = pick.Next(shape[axis]);
        var length = 1 + pick.Next(shape[axis] - start);
        return pick.Next(4) switch
        {
            0 => ($"{name}[{pick.Next(shape[0])}]", shape[1..]),
            1 => ($"Split({name}, {shape[axis]}, axis: {axis})[{start}]", Resized(shape, axis, 1)),
            2 => ($"{name}[{string.Concat(Enumerable.Repeat(".., ", axis))}{start}..^{shape[axis] - start - length}]", Resized(shape, axis, length)),
            _ => ($"Slice({name}, {axis}, {start - shape[axis]}, {length})", Resized(shape, axis, length)),
        };
    }

    private static (string Expression, int[] Shape) Rearranged(ref Picker pick, string name, int[] shape)
    {
        if (pick.Next(2) == 0)
        {
            return ($"Reshape({name}, {(shape.Length > 0 ? $"{shape[^1]}, -1" : "1, 1")})", shape.Length > 0 ? [shape[^1], shape[..^1].Aggregate(1, (count, size) => count * size)] : [1, 1]);
        }

        var axes = Enumerable.Range(0, shape.Length).ToList();
        var order = new List<int>();
        while (axes.Count > 0)
        {
            var next = pick.Next(axes.Count);
            order.Add(axes[next]);
            axes.RemoveAt(next);
        }

        return ($"Transpose({string.Join(", ", order.Select(axis => $"{axis}").Prepend(name))})", [.. order.Select(axis => shape[axis])]);
    }

    private static (string Name, int[] Shape) Among(ref Picker pick, IEnumerable<(string Name, int[] Shape)> values)
    {
        var all = values.ToArray();
        return all[pick.Next(all.Length)];
    }

    private static int[] Resized(int[] shape, int axis, int size) => [.. shape.Select((own, i) => i == axis ? size : own)];

    private static int[]? Broadcast(int[] left, int[] right)
    {
        var rank = Math.Max(left.Length, right.Length);
        var pairs = Enumerable.Range(0, rank).Select(axis => (Left: Size(left, axis), Right: Size(right, axis))).ToArray();
        return pairs.All(pair => pair.Left == pair.Right || pair.Left == 1 || pair.Right == 1) ? [.. pairs.Select(pair => Math.Max(pair.Left, pair.Right))] : null;

        int Size(int[] shape, int axis) => axis < rank - shape.Length ? 1 : shape[axis - (rank - shape.Length)];
    }

    private static string Text(int[] shape) => string.Join(", ", shape);
}

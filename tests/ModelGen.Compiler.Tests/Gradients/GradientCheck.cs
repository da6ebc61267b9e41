using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Gradients;

/// <summary>Compares the gradient graph with central finite differences, both in double precision on the reference interpreter.</summary>
internal sealed class GradientCheck
{
    private const int Batch = 5;
    private const double Difference = 1e-5;

    private readonly Graph graph = new();
    private readonly Dictionary<(ValueSource Source, int Tensor), double[]> tensors = [];
    private readonly List<double[]> columns = [];
    private readonly List<(Value Value, double[] Elements)> variables = [];
    private readonly Random random = new(1);

    /// <summary>A column of numbers in ±2 whose gradient is checked.</summary>
    public Value Variable(params int[] shape)
    {
        var value = Constant(shape);
        variables.Add((value, columns[^1]));
        return value;
    }

    /// <summary>A column of numbers from 0.5 to 2.5 whose gradient is checked.</summary>
    public Value PositiveVariable(params int[] shape)
    {
        var value = Column(Shape.Of(shape), () => (2 * random.NextDouble()) + 0.5);
        variables.Add((value, columns[^1]));
        return value;
    }

    /// <summary>A trained tensor of numbers from 0.5 to 1.5 whose gradient is checked.</summary>
    public Value Parameter(params int[] shape)
    {
        var value = graph.Tensor(ValueSource.Parameter, tensors.Count, $"parameter{tensors.Count}", Shape.Of(shape));
        var elements = Fill(value.Shape.Count, () => random.NextDouble() + 0.5);
        tensors.Add((ValueSource.Parameter, value.Tensor), elements);
        variables.Add((value, elements));
        return value;
    }

    /// <summary>A column of sequences of 1 to 4 steps, of numbers in ±2 whose gradient is checked, and the lengths.</summary>
    public (Value Steps, Value Lengths) Sequences(params int[] shape)
    {
        columns.Add([1, 4, 2, 3, 4]);
        var time = new TimeAxis(columns.Count - 1, 4, "steps");
        var lengths = graph.Add(new IntegerInput(time.Lengths), "lengths", origin: -1);
        columns.Add(Fill((int)columns[time.Lengths].Sum() * Shape.Of(shape).Count, () => (4 * random.NextDouble()) - 2));
        var steps = graph.Add(new NetworkInput(Shape.Of(shape), columns.Count - 1, time), "sequences", origin: -1);
        variables.Add((steps, columns[^1]));
        return (steps, lengths);
    }

    /// <summary>A column of numbers in ±2.</summary>
    public Value Constant(params int[] shape) => Column(Shape.Of(shape), () => (4 * random.NextDouble()) - 2);

    /// <summary>A column of ±1.</summary>
    public Value Signs(params int[] shape) => Column(Shape.Of(shape), () => (2 * random.Next(2)) - 1);

    /// <summary>A column of class indices.</summary>
    public Value Labels(int classes)
    {
        columns.Add(Fill(Batch, () => random.Next(classes)));
        return graph.Add(new IntegerInput(columns.Count - 1), "labels", origin: -1);
    }

    /// <summary>A column of sequences of class indices from 1 on, of 1 to 2 of them, and the lengths.</summary>
    public (Value Steps, Value Lengths) LabelSequences(int classes)
    {
        columns.Add([1, 2, 1, 2, 2]);
        var time = new TimeAxis(columns.Count - 1, 2, "labels");
        var lengths = graph.Add(new IntegerInput(time.Lengths), "lengths", origin: -1);
        columns.Add(Fill((int)columns[time.Lengths].Sum(), () => 1 + random.Next(classes - 1)));
        return (graph.Add(new IntegerInput(columns.Count - 1, 1, time), "sequences", origin: -1), lengths);
    }

    /// <summary>An operation with its tensors; trained ones are variables.</summary>
    public Value Apply(Operation operation, params Value[] inputs) => ApplyAll(operation, inputs)[0];

    /// <summary>All results of an operation with its tensors.</summary>
    public IReadOnlyList<Value> ApplyAll(Operation operation, params Value[] inputs)
    {
        var weights = operation.Weights([.. inputs.Select(input => input.Shape)]);
        var values = new List<Value>(inputs);
        foreach (var weight in weights)
        {
            var source = weight.IsState ? ValueSource.State : ValueSource.Parameter;
            var value = graph.Tensor(source, tensors.Count, weight.Suffix, weight.Shape);
            var elements = Fill(weight.Shape.Count, () => weight.IsState ? random.NextDouble() + 0.5 : (2 * random.NextDouble()) - 1);
            tensors.Add((source, value.Tensor), elements);
            values.Add(value);
            if (!weight.IsState)
            {
                variables.Add((value, elements));
            }
        }

        return graph.Add(operation, operation.Name, origin: -1, [.. values]).Producer!.Outputs;
    }

    /// <summary>The largest difference between the two gradients of the mean loss, as a part of that variable's largest gradient.</summary>
    public double LargestError(Value loss)
    {
        var lowered = Lowering.Lower(graph, ProgramMode.Training);
        var wanted = variables.Select(variable => lowered.Map(variable.Value)).ToArray();
        var gradients = Autodiff.Differentiate(lowered.Graph, lowered.Map(loss), lowered.SampleWeight, wanted);
        var values = Run();
        var largest = 0.0;
        for (var v = 0; v < variables.Count; v++)
        {
            Assert.True(gradients.ContainsKey(wanted[v]), $"{variables[v].Value} has no gradient.");
            var gradient = values[gradients[wanted[v]]];
            var elements = variables[v].Elements;
            gradient = RealSteps(variables[v].Value, gradient);
            Assert.Equal(elements.Length, gradient.Length);
            var error = elements.Select((_, i) => Math.Abs(gradient[i] - Slope(elements, i))).Max();
            var scale = gradient.Max(Math.Abs);
            Assert.True(scale > 1e-6, $"The gradient of {variables[v].Value} vanishes: nothing was checked.");
            largest = Math.Max(largest, error / scale);
        }

        return largest;

        IReadOnlyDictionary<Value, double[]> Run() => ReferenceInterpreter.Run(
            lowered.Graph, Batch, new ReferenceBatch(columns, Seed: 7, Step: 3), value => tensors[(value.Source, value.Tensor)]);

        double MeanLoss() => Run()[lowered.Map(loss)].Average();

        double Slope(double[] elements, int index)
        {
            var element = elements[index];
            elements[index] = element + Difference;
            var above = MeanLoss();
            elements[index] = element - Difference;
            var below = MeanLoss();
            elements[index] = element;
            return (above - below) / (2 * Difference);
        }
    }

    /// <summary>The gradients of real steps; those beyond a sequence's end must be 0.</summary>
    private double[] RealSteps(Value value, double[] gradient)
    {
        if (value.Time is not { } time)
        {
            return gradient;
        }

        var (lengths, width) = (columns[time.Lengths], value.Shape.Count);
        var isReal = Enumerable.Range(0, gradient.Length).Select(i => i / width % time.MaximumLength < lengths[i / width / time.MaximumLength]).ToArray();
        Assert.All(gradient.Where((_, i) => !isReal[i]), rest => Assert.Equal(0, rest));
        return [.. gradient.Where((_, i) => isReal[i])];
    }

    private Value Column(Shape shape, Func<double> next)
    {
        columns.Add(Fill(Batch * shape.Count, next));
        return graph.Add(new NetworkInput(shape, columns.Count - 1), $"column{columns.Count}", origin: -1);
    }

    private static double[] Fill(int count, Func<double> next)
    {
        var elements = new double[count];
        for (var i = 0; i < count; i++)
        {
            elements[i] = next();
        }

        return elements;
    }
}

using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Gradients;

/// <summary>Gradients along time against central finite differences; beyond a sequence's end they are 0.</summary>
public class SequenceGradientTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<Operation> Reductions => [new StepReduction(StepChoice.All), new StepReduction(StepChoice.First), new StepReduction(StepChoice.Last), new MeanSteps(), new MaxSteps()];

    [Theory, MemberData(nameof(Reductions))]
    public void Reduction_HasItsGradient(Operation reduction)
    {
        var check = new GradientCheck();
        var (steps, lengths) = check.Sequences(3);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(reduction, check.Apply(new Tanh(), steps), lengths), check.Constant(3))), 0, Tolerance);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(2, 3)]
    public void ConvolutionAlongTime_HasItsGradients(int kernel, int dilation)
    {
        var check = new GradientCheck();
        var (steps, lengths) = check.Sequences(3);
        var convolved = check.Apply(new StepConvolution(new Conv1D(2, kernel, Dilation: dilation)), check.Apply(new Tanh(), steps), lengths);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new MeanSteps(), convolved, lengths), check.Constant(2))), 0, Tolerance);
    }

    public static TheoryData<RecurrentCell, int, bool, bool> Layers
    {
        get
        {
            var data = new TheoryData<RecurrentCell, int, bool, bool>();
            foreach (var cell in new RecurrentCell[] { new SimpleRnnCell(), new LstmCell(), new GruCell() })
            {
                data.Add(cell, 1, false, true);
                data.Add(cell, 1, true, false);
                data.Add(cell, 2, true, true);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void RecurrentLayer_HasItsGradients(RecurrentCell cell, int layers, bool isBidirectional, bool hasLastState)
    {
        var check = new GradientCheck();
        var (steps, lengths) = check.Sequences(3);
        var states = check.Apply(new RecurrentLayer(cell, Units: 3, layers, isBidirectional, hasLastState), steps, lengths);
        var result = hasLastState ? states : check.Apply(new MeanSteps(), states, lengths);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), result, check.Constant(result.Shape[0]))), 0, Tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Scan_HasItsGradients(int used)
    {
        var check = new GradientCheck();
        var (steps, lengths) = check.Sequences(3);
        var before = check.Apply(new ScanBefore(7, 2, steps.Time!), check.Variable(4), check.Variable(3)).Producer!.Outputs;
        var first = check.Apply(new Tanh(), check.Apply(new Dense(4), check.Apply(new Concat(3), steps, before[0], before[1])));
        var second = check.Apply(new Add(), check.Apply(new Multiply(), before[1], check.Apply(new Sigmoid(), steps)), check.Apply(new Dense(3), before[0]));
        var after = check.Apply(new ScanAfter(7, 2), before[0], before[1], first, second, lengths).Producer!.Outputs;
        var result = used == 2 ? check.Apply(new Concat(2), after[0], after[1]) : after[used];
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new MeanSteps(), result, lengths), check.Constant(result.Shape[0]))), 0, Tolerance);
    }

    public static TheoryData<RecurrentCell, bool> Cells => new(
        from cell in new RecurrentCell[] { new SimpleRnnCell(), new LstmCell(), new GruCell() } from isBidirectional in new[] { false, true } select (cell, isBidirectional));

    [Theory, MemberData(nameof(Cells))]
    public void InitialAndLastStates_HaveTheirGradients(RecurrentCell cell, bool isBidirectional)
    {
        var check = new GradientCheck();
        var (steps, lengths) = check.Sequences(3);
        var directions = isBidirectional ? 2 : 1;
        var initial = Enumerable.Range(0, cell.States).Select(_ => check.Apply(new Reshape(isBidirectional ? Shape.Of(2, 3) : Shape.Of(3)), check.Variable(3 * directions))).ToArray();
        var layer = new RecurrentLayer(cell, Units: 3, Layers: 1, isBidirectional, HasStates: true, HasInitial: true);
        var results = check.Apply(layer, [steps, .. initial, lengths]).Producer!.Outputs;
        Value[] parts = [check.Apply(new MeanSteps(), results[0], lengths), .. results.Skip(1).Select(state => check.Apply(new Flatten(), state))];
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new Concat(parts.Length), parts), check.Constant(parts.Sum(part => part.Shape[0])))), 0, Tolerance);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), parts[^1], check.Constant(3 * directions))), 0, Tolerance);
    }

    [Theory, MemberData(nameof(Cells))]
    public void OneStep_HasItsGradients(RecurrentCell cell, bool hasLastAlone)
    {
        var check = new GradientCheck();
        var initial = Enumerable.Range(0, cell.States).Select(_ => check.Variable(3)).ToArray();
        var shares = check.Apply(new Dense(3 * cell.Gates), initial[0]);
        var results = check.Apply(new RecurrentStep(cell, Units: 3), [check.Variable(3 * cell.Gates), shares, .. initial]).Producer!.Outputs.Take(cell.States).ToArray();
        var result = hasLastAlone ? results[^1] : check.Apply(new Concat(results.Length), results);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), result, check.Constant(result.Shape[0]))), 0, Tolerance);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void SelfAttention_HasItsGradients(int heads, bool isCausal)
    {
        var check = new GradientCheck();
        var (steps, lengths) = check.Sequences(4);
        var result = check.Apply(new MeanSteps(), check.Apply(new MultiHeadAttention(heads, isCausal), check.Apply(new PositionalEncoding(), steps, lengths), lengths), lengths);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), result, check.Constant(4))), 0, Tolerance);
    }

    [Fact]
    public void AttentionToAnotherSequence_HasItsGradients()
    {
        var check = new GradientCheck();
        var ((steps, lengths), (memory, memoryLengths)) = (check.Sequences(4), check.Sequences(4));
        var result = check.Apply(new MeanSteps(), check.Apply(new MultiHeadAttention(2, HasMemory: true), steps, memory, memoryLengths), lengths);
        var ofSample = check.Apply(new MultiHeadAttention(2, HasMemory: true), check.Variable(4), memory, memoryLengths);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new Add(), result, ofSample), check.Constant(4))), 0, Tolerance);
    }

    [Fact]
    public void AttentionWeights_HaveTheirGradients()
    {
        var check = new GradientCheck();
        var ((steps, lengths), (memory, memoryLengths)) = (check.Sequences(4), check.Sequences(4));
        var results = check.ApplyAll(new MultiHeadAttention(2, HasMemory: true, Keys: 4), steps, memory, memoryLengths);
        var both = check.Apply(new MeanSteps(), check.Apply(new Concat(2), results[0], check.Apply(new Flatten(), results[1])), lengths);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), both, check.Constant(12))), 0, Tolerance);
    }

    [Fact]
    public void AttentionOfAScansSteps_HasItsGradients()
    {
        var check = new GradientCheck();
        var ((steps, lengths), (memory, memoryLengths)) = (check.Sequences(4), check.Sequences(4));
        var before = check.Apply(new ScanBefore(7, 1, steps.Time!), check.Variable(4));
        var seen = check.Apply(new MultiHeadAttention(2, HasMemory: true, IsOneStep: true), before, memory, memoryLengths);
        var after = check.Apply(new ScanAfter(7, 1), before, check.Apply(new Tanh(), check.Apply(new Add(), seen, steps)), lengths);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new MeanSteps(), after, lengths), check.Constant(4))), 0, Tolerance);
    }

    [Fact]
    public void Ctc_HasItsGradient()
    {
        var check = new GradientCheck();
        var ((steps, lengths), (labels, labelLengths)) = (check.Sequences(3), check.LabelSequences(3));
        Assert.InRange(check.LargestError(check.Apply(new Ctc(), steps, labels, lengths, labelLengths)), 0, Tolerance);
    }

    [Fact]
    public void ValueOfASample_TakenAtEachStep_HasItsGradient()
    {
        var check = new GradientCheck();
        var (steps, lengths) = check.Sequences(3);
        var product = check.Apply(new Multiply(), steps, check.Apply(new Dense(3), check.Variable(2)));
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new StepReduction(StepChoice.All), product, lengths), check.Constant(3))), 0, Tolerance);
    }

    [Fact]
    public void Embedding_HasItsGradient()
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new Embedding(4, 3), check.Labels(4)), check.Constant(3))), 0, Tolerance);
    }
}

using System.Runtime.CompilerServices;
using ModelGen.Runtime;

namespace ModelGen.Tests.Runtime;

/// <summary>
/// What the generator would emit for a dense layer, written by hand in plain loops, so that the runtime is tested by itself. Its training programs have two stages: the first
/// keeps the scores and adds up the mean of the first input, a running statistic; inference reads a prepared copy of the parameters.
/// </summary>
internal sealed class LinearModel(int inputs, int outputs, ScoreKind scores) : CompiledProgram
{
    private const int PredictProgram = 0, EvaluateProgram = 1, LossProgram = 2, StepProgram = 3;

    private int Count => outputs * (inputs + 1);

    public float Rate { get; init; } = 0.1f;

    public float Momentum { get; init; }

    public string Optimizer { get; init; } = "Sgd";

    public float Penalty { get; init; }

    public float ClipNorm { get; init; }

    public float MaxNorm { get; init; }

    public Schedule[] Schedules { get; init; } = [];

    public int MinimumBatch { get; init; } = 1;

    /// <summary>High enough for threads by default, whatever the size.</summary>
    public long MultiplyAdds { get; init; } = 1_000_000;

    /// <summary>Called in each block.</summary>
    public Action? Running { get; init; }

    private bool HasLabels => scores is ScoreKind.Logits;

    /// <summary>Called for the kernels of a program.</summary>
    public Action<int, KernelList>? Listing { get; init; }

    public Engine NewEngine(int seed = 1)
    {
        var zeros = new InitializerLayout(Initializer.Zeros, 1, inputs, outputs);
        var uniform = new InitializerLayout(Initializer.Uniform, 0.5f, inputs, outputs);
        ColumnLayout[] columns = [new("inputs", inputs), HasLabels ? new("labels", 1, outputs) : new("targets", outputs, Targets: scores)];
        List<HyperparameterLayout> regularizers = [];
        if (Penalty > 0)
            regularizers.Add(new("l2", Penalty, HyperparameterRange.NotNegative));
        if (ClipNorm > 0)
            regularizers.Add(new("clipGradientNorm", ClipNorm, HyperparameterRange.NotNegative));
        if (MaxNorm > 0)
            regularizers.Add(new("maxNorm", MaxNorm, HyperparameterRange.NotNegative));
        StageLayout only = new([], HasFinish: false);
        StageLayout[] training = [new([new SumLayout(Count, 1, 0)], HasFinish: true), only];
        return new Engine(
            new ModelLayout
            {
                Name = "Linear",
                Parameters = [new("dense1.weight", 0, [outputs, inputs], uniform, IsWeight: true), new("dense1.bias", outputs * inputs, [outputs], zeros)],
                State = [new("running_mean", 0, [1], zeros), new("num_batches_tracked", 1, [], zeros, IsInteger: true)],
                PreparedLength = Count,
                Networks = [new("Predict", [new ColumnLayout("input", inputs, Shape: [inputs])], [new ColumnLayout("output", outputs, Shape: [outputs])], PredictProgram, scores)],
                Objectives = [new("Loss", columns, new JudgedLayout(outputs, 1, scores), StepProgram, LossProgram, EvaluateProgram, [new RangeLayout(0, Count)], Slots: 1, MinimumBatch)
                {
                    Hyperparameters = [new("rate", Rate, HyperparameterRange.Positive), new("weightDecay", 0, HyperparameterRange.NotNegative), new("momentum", Momentum, HyperparameterRange.Fraction), .. regularizers],
                    Optimizer = Optimizer,
                    OwnHyperparameters = 1,
                    Scalars = 1,
                    Schedules = Schedules,
                }],
                Programs =
                [
                    new ProgramLayout(16 * outputs, 0, 0, 0, [only], MultiplyAdds),
                    new ProgramLayout(16 * outputs, 0, 0, 0, [only], MultiplyAdds),
                    new ProgramLayout(16 * outputs, 16 * outputs, 1, Count + 1, training, MultiplyAdds),
                    new ProgramLayout(16 * outputs, 16 * outputs, 1, Count + 1, training, MultiplyAdds),
                ],
            },
            this,
            seed);
    }

    public override void RunBlock(int program, int stage, scoped in Block block)
    {
        Running?.Invoke();
        for (var sample = 0; sample < block.Samples; sample++)
        {
            var input = Span(ref block.Floats(0, inputs), sample * inputs, inputs);
            if (program is PredictProgram or EvaluateProgram)
            {
                var output = Span(ref block.Output(0, outputs), sample * outputs, outputs);
                Score(Span(ref block.Prepared, 0, Count), input, output);
                if (program is EvaluateProgram)
                    Unsafe.Add(ref block.Losses, sample) = Loss(block, sample, output, Span(ref block.Scratch, 0, outputs));
            }
            else if (stage == 0)
            {
                Score(Span(ref block.Parameters, 0, Count), input, Span(ref block.Kept, sample * outputs, outputs));
                Unsafe.Add(ref block.Accumulators, Count) += input[0] * block.SampleWeight;
            }
            else
            {
                var derivative = Span(ref block.Scratch, 0, outputs);
                Unsafe.Add(ref block.Losses, sample) = Loss(block, sample, Span(ref block.Kept, sample * outputs, outputs), derivative);
                if (program is StepProgram)
                    AddGradient(Span(ref block.Accumulators, 0, Count), input, derivative, block.SampleWeight);
            }
        }
    }

    public override void FinishStage(int program, int stage, ref float parameters, ref float state, ref float shared, int batch, bool isTraining)
    {
        if (!isTraining)
            return;
        state = 0.9f * state + 0.1f * shared;
        Unsafe.Add(ref state, 1)++;
    }

    public override void ListKernels(int program, KernelList kernels) => Listing?.Invoke(program, kernels);

    public override void Prepare(ref float parameters, ref float state, ref float prepared) => Span(ref parameters, 0, Count).CopyTo(Span(ref prepared, 0, Count));

    public override void BeginUpdate(int objective, scoped in ParameterRange range) => range.Scalar(0)++;

    public override void Update(int objective, scoped in ParameterRange range)
    {
        for (var i = range.From; i < range.To; i++)
        {
            ref var velocity = ref Unsafe.Add(ref range.Slots, i);
            velocity = (float)range.Own(0) * velocity + range.GradientScale * Unsafe.Add(ref range.Gradients, i);
            Unsafe.Add(ref range.Parameters, i) -= (float)range.Rate * velocity;
        }
    }

    private static Span<float> Span(ref float first, int start, int length) =>
        System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, start), length);

    private void Score(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output)
    {
        for (var o = 0; o < outputs; o++)
        {
            output[o] = parameters[outputs * inputs + o];
            for (var i = 0; i < inputs; i++)
                output[o] += parameters[o * inputs + i] * input[i];
        }
    }

    /// <summary>Cross-entropy for class scores, otherwise the squared error, and its derivative.</summary>
    private float Loss(scoped in Block block, int sample, ReadOnlySpan<float> given, Span<float> derivative)
    {
        if (HasLabels)
            return CrossEntropy(given, Unsafe.Add(ref block.Integers(1), sample), derivative);
        var targets = Span(ref block.Floats(1, outputs), sample * outputs, outputs);
        var loss = 0f;
        for (var o = 0; o < outputs; o++)
        {
            var difference = given[o] - targets[o];
            loss += difference * difference / outputs;
            derivative[o] = 2 * difference / outputs;
        }

        return loss;
    }

    private static float CrossEntropy(ReadOnlySpan<float> given, int label, Span<float> derivative)
    {
        var sum = 0f;
        for (var o = 0; o < given.Length; o++)
            sum += derivative[o] = MathF.Exp(given[o]);
        for (var o = 0; o < given.Length; o++)
            derivative[o] = derivative[o] / sum - (o == label ? 1 : 0);
        return MathF.Log(sum) - given[label];
    }

    private void AddGradient(Span<float> gradient, ReadOnlySpan<float> input, ReadOnlySpan<float> derivative, float weight)
    {
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
                gradient[o * inputs + i] += derivative[o] * weight * input[i];
            gradient[outputs * inputs + o] += derivative[o] * weight;
        }
    }
}

using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class EngineTests
{
    private static readonly (float[] Inputs, float[] Targets) Points = Samples.Line(50);

    private static Columns Line => Columns.Of(Points.Inputs, Points.Targets);

    [Fact]
    public void TrainStep_LearnsTheLine()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None) { Rate = 0.3f }.NewEngine();
        for (var i = 0; i < 300; i++)
            engine.TrainStep(0, Line);
        Assert.Equal(2, engine.Parameters["dense1.weight"].Values[0], 3);
        Assert.Equal(-1, engine.Parameters["dense1.weight"].Values[1], 3);
        Assert.Equal(0.5, engine.Parameters["dense1.bias"].Values[0], 3);
        Assert.Equal(300, engine.Steps);
    }

    [Fact]
    public void TrainStep_UpdatesByRateAndSlot()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None) { Rate = 0.1f, Momentum = 0.5f }.NewEngine();
        var before = engine.Parameters.Values.ToArray();
        engine.TrainStep(0, Line);
        var first = engine.Gradients.Values.ToArray();
        engine.TrainStep(0, Line);
        for (var i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - 0.1f * (1.5f * first[i] + engine.Gradients.Values[i]), engine.Parameters.Values[i], 1e-6f);
    }

    [Fact]
    public void Loss_IsWhatTheStepReturns_AndChangesNothing()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None) { Penalty = 0.1f }.NewEngine();
        engine.ComputeGradients(0, Line);
        var (parameters, state, gradients) = (engine.Parameters.Values.ToArray(), engine.State.Values.ToArray(), engine.Gradients.Values.ToArray());
        var loss = engine.Loss(0, Line);
        Assert.Equal(parameters, engine.Parameters.Values);
        Assert.Equal(state, engine.State.Values);
        Assert.Equal(gradients, engine.Gradients.Values);
        Assert.Equal(loss, engine.TrainStep(0, Line));
    }

    [Fact]
    public void ComputeGradients_IncludesPenalties_AndIsTheSlopeOfTheLoss()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None) { Penalty = 0.1f, ClipNorm = 1e-3f }.NewEngine();
        engine.ComputeGradients(0, Line);
        var weights = engine.Parameters["dense1.weight"].Values.ToArray();
        const float Small = 1e-2f;
        for (var i = 0; i < weights.Length; i++)
        {
            var moved = weights.ToArray();
            moved[i] = weights[i] + Small;
            engine.Parameters.Set("dense1.weight", moved);
            var above = engine.Loss(0, Line);
            moved[i] = weights[i] - Small;
            engine.Parameters.Set("dense1.weight", moved);
            var below = engine.Loss(0, Line);
            Assert.Equal((above - below) / (2 * Small), engine.Gradients["dense1.weight"].Values[i], 1e-3f);
        }
    }

    [Fact]
    public void ComputeGradients_ChangesNeitherParametersNorStateNorSteps()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine();
        var (parameters, state) = (engine.Parameters.Values.ToArray(), engine.State.Values.ToArray());
        engine.ComputeGradients(0, Line);
        Assert.Equal(parameters, engine.Parameters.Values);
        Assert.Equal(state, engine.State.Values);
        Assert.Equal(0, engine.Steps);
    }

    [Fact]
    public void TrainStep_ClipsTheNormOfTheWholeGradient()
    {
        // More parameters than one range of the update holds.
        const int Inputs = 5000;
        var engine = new LinearModel(Inputs, 1, ScoreKind.None) { Rate = 1, ClipNorm = 0.25f }.NewEngine();
        var before = engine.Parameters.Values.ToArray();
        engine.TrainStep(0, Columns.Of([.. Enumerable.Range(0, Inputs).Select(i => (i % 7 - 3) / 3f)], (ReadOnlySpan<float>)[1000f]));
        double moved = 0, gradient = 0;
        for (var i = 0; i < before.Length; i++)
        {
            moved += Math.Pow(before[i] - engine.Parameters.Values[i], 2);
            gradient += Math.Pow(engine.Gradients.Values[i], 2);
        }

        Assert.True(Math.Sqrt(gradient) > 1000);
        Assert.Equal(0.25, Math.Sqrt(moved), 1e-4);
    }

    [Fact]
    public void TrainStep_UpdatesRunningStatisticsFromTheWholeBatch()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine();
        engine.TrainStep(0, Line);
        var mean = 0f;
        for (var i = 0; i < 50; i++)
            mean += Points.Inputs[2 * i] / 50;
        Assert.Equal(0.1f * mean, engine.State["running_mean"].Values[0], 1e-6f);
        Assert.Equal(1, engine.State["num_batches_tracked"].Values[0]);
    }

    [Fact]
    public void TrainStep_KeepsParametersAndState_WhereTheLossIsNotFinite()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None) { Momentum = 0.5f }.NewEngine();
        engine.TrainStep(0, Line);
        var (parameters, state) = (engine.Parameters.Values.ToArray(), engine.State.Values.ToArray());
        Assert.True(float.IsNaN(engine.TrainStep(0, Columns.Of([float.NaN, 0f], (ReadOnlySpan<float>)[1f]))));
        Assert.Equal(parameters, engine.Parameters.Values);
        Assert.Equal(state, engine.State.Values);
        Assert.Equal(1, engine.Steps);
        Assert.True(float.IsFinite(engine.TrainStep(0, Line)));
    }

    [Fact]
    public void TrainStep_KeepsEverything_AndReturnsNaN_WhereTheGradientAloneIsNotFinite()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None) { Momentum = 0.5f }.NewEngine();
        engine.Parameters.Set("dense1.weight", [0f, 0f]);
        var (parameters, state) = (engine.Parameters.Values.ToArray(), engine.State.Values.ToArray());
        // The loss is 1e38, a derivative 2e19 · 1e20.
        float[] inputs = [1e20f, 0f], targets = [1e19f];
        Assert.True(float.IsFinite(engine.Loss(0, Columns.Of(inputs, targets))));
        Assert.True(float.IsNaN(engine.TrainStep(0, Columns.Of(inputs, targets))));
        Assert.Equal(parameters, engine.Parameters.Values);
        Assert.Equal(state, engine.State.Values);
        Assert.Equal(0, engine.Steps);
    }

    [Fact]
    public void SetSaveAndLoad_AreRefusedWithinAStep()
    {
        Engine? engine = null;
        var refusals = 0;
        var model = new LinearModel(2, 1, ScoreKind.None)
        {
            Running = () =>
            {
                foreach (var action in (Action[])[() => engine!.Parameters.Set("dense1.bias", [1f]), () => engine!.Save("refused"), () => engine!.Load("refused")])
                    refusals += Record.Exception(action) is InvalidOperationException ? 1 : 0;
            },
        };
        engine = model.NewEngine();
        engine.TrainStep(0, Columns.Of([1f, 2f], (ReadOnlySpan<float>)[1f]));
        // One block, two stages.
        Assert.Equal(6, refusals);
        engine.Parameters.Set("dense1.bias", [1f]);
    }

    [Fact]
    public void Nulls_AreNamed()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine();
        Assert.Throws<ArgumentNullException>("data", () => engine.Train(null!, cancellation: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentNullException>("data", () => engine.Evaluate(null!));
        Assert.Throws<ArgumentNullException>("name", () => engine.Parameters[null!]);
        Assert.Throws<ArgumentNullException>("name", () => engine.Parameters.Set(null!, []));
    }

    [Fact]
    public void Gradients_DoNotDependOnHowABatchIsCut()
    {
        // 300 samples are 19 blocks in 16 chunks; the plain sum is the same up to rounding.
        var many = Samples.Line(300);
        var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine();
        engine.ComputeGradients(0, Columns.Of(many.Inputs, many.Targets));
        var sum = new double[3];
        for (var i = 0; i < 300; i++)
        {
            var one = new LinearModel(2, 1, ScoreKind.None).NewEngine();
            one.ComputeGradients(0, Columns.Of(many.Inputs.AsSpan(2 * i, 2), many.Targets.AsSpan(i, 1)));
            for (var j = 0; j < 3; j++)
                sum[j] += one.Gradients.Values[j];
        }

        for (var j = 0; j < 3; j++)
            Assert.Equal(sum[j] / 300, engine.Gradients.Values[j], 1e-5);
    }

    [Fact]
    public void TrainStep_RefusesToRunWithinAnother()
    {
        Engine? engine = null;
        var model = new LinearModel(2, 1, ScoreKind.None) { Running = () => engine!.Loss(0, Line) };
        engine = model.NewEngine();
        Assert.Contains("'Linear'", Assert.Throws<InvalidOperationException>(() => engine.TrainStep(0, Line)).Message);
    }

    [Fact]
    public void Parameters_AreNamedAndShaped()
    {
        var engine = new LinearModel(2, 3, ScoreKind.None).NewEngine();
        Assert.Equal(["dense1.weight", "dense1.bias"], engine.Parameters.Select(tensor => tensor.Name));
        Assert.Equal(9, engine.Parameters.Values.Length);
        Assert.Equal([3, 2], engine.Parameters["dense1.weight"].Shape);
        var tensor = engine.Parameters["dense1.weight"].AsTensorSpan();
        Assert.Equal([3, 2], tensor.Lengths);
        Assert.Equal(engine.Parameters.Values[5], tensor[2, 1]);
        Assert.Equal(1, engine.State["num_batches_tracked"].AsTensorSpan().FlattenedLength);
        Assert.Contains("dense1.weight, dense1.bias", Assert.Throws<KeyNotFoundException>(() => engine.Parameters["weight"]).Message);
        Assert.Contains("[3, 2] has 6 values, got 5", Assert.Throws<ArgumentException>(() => engine.Parameters.Set("dense1.weight", new float[5])).Message);
        Assert.Throws<InvalidOperationException>(() => engine.Gradients.Set("dense1.weight", new float[6]));
    }

    [Fact]
    public void Engine_OfTheSameSeedHasTheSameWeights()
    {
        var model = new LinearModel(2, 3, ScoreKind.None);
        Assert.Equal(model.NewEngine(5).Parameters.Values, model.NewEngine(5).Parameters.Values);
        Assert.NotEqual(model.NewEngine(5).Parameters.Values.ToArray(), model.NewEngine(6).Parameters.Values.ToArray());
    }
}

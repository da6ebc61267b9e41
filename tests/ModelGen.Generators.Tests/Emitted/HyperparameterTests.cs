using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>A number set while the program runs is the number declared in the source: the same bits after the same steps.</summary>
public sealed class HyperparameterTests
{
    private const int Samples = 19, Steps = 4;

    private static readonly float[] Inputs = [.. Enumerable.Range(0, Samples * 6).Select(i => ((i * 37 % 41) - 20) / 20f)];
    private static readonly int[] Labels = [.. Enumerable.Range(0, Samples).Select(i => i % 3)];

    public static TheoryData<string, string, string> Numbers => new()
    {
        { "Sgd(0.1f)", "Sgd(0.3f)", "rate=0.3" },
        { "Sgd(0.1f)", "Sgd(0.1f, Momentum = 0.9f, WeightDecay = 0.01f)", "momentum=0.9;weightDecay=0.01" },
        { "Sgd(0.1f, Momentum = 0.9f)", "Sgd(0.1f)", "momentum=0" },
        { "Adam", "Adam(0.01f, Beta1 = 0.8f, Beta2 = 0.9f, Epsilon = 1e-3f, WeightDecay = 0.1f)", "rate=0.01;beta1=0.8;beta2=0.9;epsilon=0.001;weightDecay=0.1" },
        { "AdamW(AmsGrad = true)", "AdamW(0.02f, AmsGrad = true, WeightDecay = 0.2f)", "rate=0.02;weightDecay=0.2" },
        { "Nadam", "Nadam(0.01f, MomentumDecay = 0.1f)", "rate=0.01;momentumDecay=0.1" },
        { "RmsProp", "RmsProp(Alpha = 0.9f, Momentum = 0.5f)", "alpha=0.9;momentum=0.5" },
        { "Adagrad", "Adagrad(0.1f, RateDecay = 0.1f, InitialSum = 0.1f)", "rate=0.1;rateDecay=0.1;initialSum=0.1" },
        { "Adadelta", "Adadelta(0.5f, Rho = 0.8f)", "rate=0.5;rho=0.8" },
        { "Lion", "Lion(0.01f, Beta2 = 0.9f)", "rate=0.01;beta2=0.9" },
        { "Sgd(0.1f), L1(0), L2(0)", "Sgd(0.1f), L1(0.01f), L2(0.02f)", "l1=0.01;l2=0.02" },
        { "Sgd(0.1f), WeightDecay(0)", "Sgd(0.1f), WeightDecay(0.5f)", "decoupledWeightDecay=0.5" },
        { "Sgd(0.1f), MaxNorm(100)", "Sgd(0.1f), MaxNorm(0.5f)", "maxNorm=0.5" },
        { "Sgd(0.1f), MaxNorm(0.5f), MaxNorm(0)", "Sgd(0.1f), MaxNorm(0)", "maxNorm=0" },
        { "Sgd(0.1f), MaxNorm(0.5f)", "Sgd(0.1f)", "maxNorm=0" },
        { "Sgd(0.1f), ClipGradientNorm(0.05f), ClipGradientValue(0.01f)", "Sgd(0.1f)", "clipGradientNorm=0;clipGradientValue=0" },
        { "Sgd(0.1f), ClipGradientNorm(0), ClipGradientValue(0)", "Sgd(0.1f), ClipGradientNorm(0.05f), ClipGradientValue(0.01f)", "clipGradientNorm=0.05;clipGradientValue=0.01" },
        { "Sgd(0.1f), ClipGradientNorm(100), ClipGradientValue(100)", "Sgd(0.1f), ClipGradientNorm(0.05f), ClipGradientValue(0.01f)", "clipGradientNorm=0.05;clipGradientValue=0.01" },
    };

    public static TheoryData<string, string, string> Layers => new()
    {
        { "Dropout(0)", "Dropout(0.4f)", "dropout1.rate=0.4" },
        { "Dropout(0.5f)", "Dropout(0)", "dropout1.rate=0" },
        { "GaussianNoise(0.1f)", "GaussianNoise(0.3f)", "gaussianNoise1.deviation=0.3" },
        { "Reshape(8, 1, 1), SpatialDropout2D(0), Flatten", "Reshape(8, 1, 1), SpatialDropout2D(0.5f), Flatten", "spatialDropout2D1.rate=0.5" },
    };

    [Theory, MemberData(nameof(Numbers))]
    public void NumbersOfTraining_MayBeSet(string declared, string meant, string values) =>
        AssertSame(Model($"Dense(8), Tanh, Dense(3), CrossEntropy, {declared}"), Model($"Dense(8), Tanh, Dense(3), CrossEntropy, {meant}"), values);

    [Theory, MemberData(nameof(Layers))]
    public void NumbersOfLayers_MayBeSet(string declared, string meant, string values) =>
        AssertSame(Model($"Dense(8), {declared}, Dense(3), CrossEntropy, Sgd(0.1f)"), Model($"Dense(8), {meant}, Dense(3), CrossEntropy, Sgd(0.1f)"), values);

    [Fact]
    public void MaxNorm_LimitsTheOutputsOfATransposedConvolution()
    {
        const float Norm = 0.1f;
        var model = DynamicModel.Of($"Input(2, 3, 3), ConvTranspose2D(4, 2), Flatten, Dense(3), CrossEntropy, Sgd(1e-6f), MaxNorm({Norm}f)", seed: 1);
        var before = model.Parameters["convTranspose2D1.weight"].Values.ToArray();
        _ = model.TrainStep(new float[18], [1]);
        var weights = model.Parameters["convTranspose2D1.weight"].Values.ToArray();
        for (var unit = 0; unit < 4; unit++)
        {
            // [in, out, height, width]
            var own = (from input in Enumerable.Range(0, 2) from tap in Enumerable.Range(0, 4) select (input * 4 + unit) * 4 + tap).ToArray();
            var (was, norm) = (Math.Sqrt(own.Sum(i => (double)before[i] * before[i])), Math.Sqrt(own.Sum(i => (double)weights[i] * weights[i])));
            Assert.True(was > Norm);
            Assert.Equal(Norm, norm, 1e-5);
            Assert.All(own, i => Assert.Equal(before[i] * norm / was, weights[i], 1e-5));
        }
    }

    [Fact]
    public void AnyModel_HasObjectives()
    {
        var model = DynamicModel.Create("""
            using ModelGen;
            [Model] public partial class Sample
            {
                [Network] static Symbol Predict([Shape(2)] Symbol x) => Ops.Dense(x, 3);
                [Objective, Sgd(0.5f), Warmup(4), ParameterGroup("*.bias", IsFrozen = true)] static Symbol First([Shape(2)] Symbol x, Label label) => Ops.CrossEntropy(Predict(x), label);
                [Objective, Sgd(0.1f)] static Symbol Second([Shape(2)] Symbol x, Label label) => Ops.CrossEntropy(Predict(x), label);
            }
            """).Trainable;
        Assert.Equal(["First", "Second"], model.Objectives.Select(objective => objective.Name));
        Assert.Equal("*.bias", Assert.Single(model.Objectives[0].ParameterGroups).Pattern);
        Assert.Equal([0.125, 0.1], model.Objectives.Select(objective => objective.RateAt()));
        model.Objectives[1].Schedules = model.Objectives[0].Schedules;
        model.Objectives[1].ParameterGroups = [new("*.weight") { IsFrozen = true }];
        Assert.Equal(0.025, model.Objectives[1].RateAt(0));
        Assert.Equal(0.05, model.Objectives[1].RateAt(1));
        Assert.Equal("*.weight", Assert.Single(model.Objectives[1].ParameterGroups).Pattern);
        Assert.Equal("Loss", Assert.Single(Model("Dense(3), CrossEntropy, Sgd(0.1f)").Trainable.Objectives).Name);
    }

    [Fact]
    public void Groups_StandBehindLayers()
    {
        var model = Model("Dense(8), ParameterGroup(IsFrozen = true), Tanh, Dense(5), ParameterGroup(RateFactor = 0.1f), ParameterGroup(\"dense2.bias\", IsFrozen = true), Tanh, Dense(3), CrossEntropy, Sgd(0.1f)");
        Assert.Equal(
            [new("dense1") { IsFrozen = true }, new("dense2") { RateFactor = 0.1f }, new("dense2.bias") { IsFrozen = true }],
            model.ParameterGroups);
        var before = model.Parameters.ToDictionary(tensor => tensor.Name, tensor => tensor.Values.ToArray());
        _ = model.TrainStep(Inputs, Labels);
        Assert.Equal(["dense1.weight", "dense1.bias", "dense2.bias"], model.Parameters.Where(tensor => tensor.Values.SequenceEqual(before[tensor.Name])).Select(tensor => tensor.Name));
    }

    [Fact]
    public void Groups_StandOnSharedLayers_AndCountBeforeAnObjectivesOwn()
    {
        var model = DynamicModel.Create("""
            using ModelGen;
            [Model] public partial class Sample
            {
                [Dense(6), ParameterGroup(IsFrozen = true)] private static partial Symbol Body(Symbol x);
                [ParameterGroup(RateFactor = 0.5f), Dense(3), Name("top")] private static partial Symbol Head(Symbol x);
                [Network] static Symbol Predict([Shape(6)] Symbol x) => Head(Ops.Tanh(Body(Body(x))));
                [Objective, Sgd(0.1f), ParameterGroup("*.bias", WeightDecay = 0.1f)] static Symbol Loss([Shape(6)] Symbol x, Label label) => Ops.CrossEntropy(Predict(x), label);
            }
            """);
        Assert.Equal([new("body") { IsFrozen = true }, new("top") { RateFactor = 0.5f }, new("*.bias") { WeightDecay = 0.1f }], model.ParameterGroups);
        var before = model.Parameters.ToDictionary(tensor => tensor.Name, tensor => tensor.Values.ToArray());
        _ = model.TrainStep(Inputs, Labels);
        Assert.Equal(["body.weight"], model.Parameters.Where(tensor => tensor.Values.SequenceEqual(before[tensor.Name])).Select(tensor => tensor.Name));
    }

    [Fact]
    public void NesterovsMomentum_IsAboveZero()
    {
        var model = Model("Dense(3), CrossEntropy, Sgd(0.1f, Momentum = 0.9f, Nesterov = true)");
        Assert.Contains("'momentum' must be a number between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>("value", () => model.Hyperparameters["momentum"] = 0).Message);
        model.Hyperparameters["momentum"] = 0.5f;
        Model("Dense(3), CrossEntropy, Sgd(0.1f, Momentum = 0.9f)").Hyperparameters["momentum"] = 0;
    }

    [Theory, InlineData("Auto"), InlineData("Tiles"), InlineData("Full")]
    public void LabelSmoothing_MayBeSet(string unroll)
    {
        AssertSame(Model("Dense(3), CrossEntropy, Sgd(0.1f)", unroll), Model("Dense(3), CrossEntropy(LabelSmoothing = 0.3f), Sgd(0.1f)", unroll), "crossEntropy.labelSmoothing=0.3");
        AssertSame(Model("Dense(3), CrossEntropy(LabelSmoothing = 0.3f), Sgd(0.1f)", unroll), Model("Dense(3), CrossEntropy, Sgd(0.1f)", unroll), "crossEntropy.labelSmoothing=0");
    }

    [Fact]
    public void LabelSmoothing_OfProbabilities_MayBeSet()
    {
        var (set, meant) = (OfProbabilities(string.Empty), OfProbabilities(", labelSmoothing: 0.3f"));
        var probabilities = Inputs.Take(3 * Samples).Select(x => Math.Abs(x)).ToArray();
        Assert.NotEqual(meant.Call("Loss", Inputs, probabilities), set.Call("Loss", Inputs, probabilities));
        set.Hyperparameters["loss.crossEntropy1.labelSmoothing"] = 0.3f;
        Assert.Equal(meant.Call("TrainStep", Inputs, probabilities), set.Call("TrainStep", Inputs, probabilities));
        Assert.Equal(meant.Parameters.Values.ToArray(), set.Parameters.Values.ToArray());

        static DynamicModel OfProbabilities(string smoothing) => DynamicModel.Create($$"""
            using ModelGen;
            [Model] public partial class Sample
            {
                [Network] static Symbol Predict([Shape(6)] Symbol x) => Ops.Dense(x, 3);
                [Objective, Sgd(0.1f)] static Symbol Loss([Shape(6)] Symbol x, [Shape(3)] Symbol p) => Ops.CrossEntropy(Predict(x), p{{smoothing}});
            }
            """);
    }

    [Fact]
    public void Schedules_AreDeclaredOrSet()
    {
        var declared = Model("Dense(3), CrossEntropy, Sgd(0.5f), Warmup(3), CosineDecay(10, FinalFactor = 0.1f), OneCycle(20, WarmupShare = 0.5f), ReduceOnPlateau");
        Assert.Equal(["Warmup", "CosineDecay", "OneCycle", "ReduceOnPlateau"], declared.Schedules.Select(schedule => schedule.GetType().Name));
        var set = Model("Dense(3), CrossEntropy, Sgd(0.5f)");
        Assert.Empty(set.Schedules);
        set.Schedules = [new Warmup(3), new CosineDecay(10) { FinalFactor = 0.1f }, new OneCycle(20) { WarmupShare = 0.5f }];
        var plain = Model("Dense(3), CrossEntropy, Sgd(0.5f)");
        Run(plain);

        Assert.Equal(Run(declared), Run(set));
        Assert.NotEqual(plain.Parameters.Values.ToArray(), set.Parameters.Values.ToArray());
    }

    [Fact]
    public void Groups_AreDeclaredOrSet()
    {
        const string Network = "Dense(8), Tanh, Dense(3), CrossEntropy, Sgd(0.5f, WeightDecay = 0.1f)";
        var declared = Model($"{Network}, ParameterGroup(\"dense1\", IsFrozen = true), ParameterGroup(\"dense1.bias\", RateFactor = 0.5f, WeightDecay = 0f)");
        var set = Model(Network);
        set.ParameterGroups = [new ParameterGroup("dense1") { IsFrozen = true }, new ParameterGroup("dense1.b*") { RateFactor = 0.5f, WeightDecay = 0 }];
        var before = set.Parameters["dense1.weight"].Values.ToArray();

        Assert.Equal(Run(declared), Run(set));
        Assert.Equal(before, set.Parameters["dense1.weight"].Values.ToArray());

        // A group's rate is that of a model with this rate; what is in none keeps its own.
        var (slow, half) = (Model(Network.Replace("0.5f", "0.25f")), Model(Network));
        half.ParameterGroups = [new ParameterGroup("*") { RateFactor = 0.5f }];
        Assert.Equal(Run(slow), Run(half));
    }

    [Fact]
    public void SeveralObjectives_HaveNumbersOfTheirOwn()
    {
        var model = DynamicModel.Create("""
            using ModelGen;
            [Model] public partial class Sample
            {
                [Network] static Symbol F([Shape(6)] Symbol x) => Ops.Dense(Ops.Dropout(x, 0.1f), 3);
                [Network] static Symbol G([Shape(6)] Symbol x) => Ops.Dense(x, 3);
                [Objective(nameof(F)), Sgd(0.1f), Warmup(5)] static Symbol First([Shape(6)] Symbol x, Label y) => Ops.CrossEntropy(F(x), y);
                [Objective(nameof(G)), Adam, L2(1e-3f)] static Symbol Second([Shape(6)] Symbol x, Label y) => Ops.CrossEntropy(G(x), y);
            }
            """);
        Assert.Equal(
            ["first.rate", "first.weightDecay", "first.momentum", "second.rate", "second.weightDecay", "second.beta1", "second.beta2", "second.epsilon", "second.l2", "f.dropout1.rate", "first.crossEntropy1.labelSmoothing", "second.crossEntropy1.labelSmoothing"],
            model.Hyperparameters.Select(hyperparameter => hyperparameter.Name));
    }

    private static DynamicModel Model(string layers, string unroll = "Auto") => DynamicModel.Of($"Input(6), {layers}", model: $"Model(Unroll = Unroll.{unroll})");

    private static void AssertSame(DynamicModel set, DynamicModel meant, string values)
    {
        foreach (var value in values.Split(';').Select(value => value.Split('=')))
            set.Hyperparameters[value[0]] = float.Parse(value[1], System.Globalization.CultureInfo.InvariantCulture);
        var untouched = set.Twin(0);
        Assert.Equal(Run(meant), Run(set));
        Assert.NotEqual(Run(untouched), set.Parameters.Values.ToArray());
    }

    /// <summary>The parameters after some steps, one of them on a single sample.</summary>
    private static float[] Run(DynamicModel model)
    {
        for (var step = 0; step < Steps; step++)
            _ = model.TrainStep(Inputs, Labels);
        _ = model.TrainStep(Inputs[..6], Labels[..1]);
        return model.Parameters.Values.ToArray();
    }
}

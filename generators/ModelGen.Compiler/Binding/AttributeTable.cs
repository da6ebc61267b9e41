using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Regularizers;
using ModelGen.Compiler.Schedules;
using static ModelGen.Compiler.Schedules.ScheduleArgument;

namespace ModelGen.Compiler.Binding;

/// <summary>What each attribute means: adding a layer, a loss or an optimizer to the language is one line here.</summary>
public static class AttributeTable
{
    private static readonly Dictionary<string, Func<AttributeArguments, object>> Meanings = new()
    {
        ["ModelAttribute"] = a => (UnrollMode)a.Named("Unroll", 0),
        ["InputAttribute"] = a => Shape.Of(a.Integers(0)),
        ["SequenceAttribute"] = a => new TimeAxis(1, a.At(0, 0), "input"),
        ["DenseAttribute"] = a => new Dense(a.At(0, 0), a.Named("Bias", true), a.EnumName("Initializer", "Default"), a.Named("InitializerScale", 0f)),
        ["Conv1DAttribute"] = a => ConvolutionOver(1, a),
        ["Conv2DAttribute"] = a => ConvolutionOver(2, a),
        ["Conv3DAttribute"] = a => ConvolutionOver(3, a),
        ["ConvTranspose2DAttribute"] = a => new ConvTranspose2D(
            a.At(0, 0), a.At(1, 1), a.At(2, a.At(1, 1)), a.Named("Stride", 1), a.Named("Padding", 0), a.Named("OutputPadding", 0), a.Named("Bias", true),
            a.EnumName("Initializer", "Default"), a.Named("InitializerScale", 0f)),
        ["MaxPool1DAttribute"] = a => new MaxPool1D(a.At(0, 1), StrideOr(a, a.At(0, 1)), a.Named("Padding", 0), a.Named("Ceiling", false)),
        ["AvgPool1DAttribute"] = a => new AvgPool1D(a.At(0, 1), StrideOr(a, a.At(0, 1)), a.Named("Padding", 0), a.Named("Ceiling", false)),
        ["MaxPool2DAttribute"] = a => new MaxPool2D(Window(a)),
        ["AvgPool2DAttribute"] = a => new AvgPool2D(Window(a)),
        ["GlobalAvgPool2DAttribute"] = _ => new GlobalAvgPool2D(),
        ["GlobalMaxPool2DAttribute"] = _ => new GlobalMaxPool2D(),
        ["Upsample2DAttribute"] = a => new Upsample2D(a.At(0, 1), a.EnumName("Mode", "Nearest")),
        ["Pad2DAttribute"] = a => new Pad2D(a.At(0, 0), a.At(1, 0), a.At(2, 0), a.At(3, 0)),
        ["FlattenAttribute"] = _ => new Flatten(),
        ["ReshapeAttribute"] = a => new Reshape(Shape.Of(a.Integers(0))),
        ["TransposeAttribute"] = a => new Transpose(a.Integers(0).ToEquatableArray()),
        ["TanhAttribute"] = _ => new Tanh(),
        ["ReluAttribute"] = _ => new Relu(),
        ["LeakyReluAttribute"] = a => new LeakyRelu(a.At(0, 0.01f)),
        ["PReluAttribute"] = _ => new PRelu(),
        ["EluAttribute"] = a => new Elu(a.At(0, 1f)),
        ["SeluAttribute"] = _ => new Selu(),
        ["GeluAttribute"] = _ => new Gelu(),
        ["SiluAttribute"] = _ => new Silu(),
        ["MishAttribute"] = _ => new Mish(),
        ["SoftplusAttribute"] = _ => new Softplus(),
        ["SoftsignAttribute"] = _ => new Softsign(),
        ["SigmoidAttribute"] = _ => new Sigmoid(),
        ["HardSigmoidAttribute"] = _ => new HardSigmoid(),
        ["HardTanhAttribute"] = _ => new HardTanh(),
        ["StepAttribute"] = _ => new Step(),
        ["SignAttribute"] = _ => new Sign(),
        ["SoftmaxAttribute"] = _ => new Softmax(),
        ["LogSoftmaxAttribute"] = _ => new LogSoftmax(),
        ["IdentityAttribute"] = _ => new Identity(),
        ["EmbeddingAttribute"] = a => new Embedding(a.At(0, 0), a.At(1, 0), a.EnumName("Initializer", "Default"), a.Named("InitializerScale", 0f), a.Named("Sparse", false)),
        ["OneHotAttribute"] = a => new OneHot(a.At(0, 0)),
        ["SimpleRnnAttribute"] = a => Recurrent(new SimpleRnnCell(), a),
        ["LstmAttribute"] = a => Recurrent(new LstmCell(), a),
        ["GruAttribute"] = a => Recurrent(new GruCell(), a),
        ["MultiHeadAttentionAttribute"] = a => new MultiHeadAttention(a.At(0, 0), a.Named("Causal", false)),
        ["PositionalEncodingAttribute"] = _ => new PositionalEncoding(),
        ["SumStepsAttribute"] = _ => new StepReduction(StepChoice.All),
        ["MeanStepsAttribute"] = _ => new MeanSteps(),
        ["MaxStepsAttribute"] = _ => new MaxSteps(),
        ["FirstStepAttribute"] = _ => new StepReduction(StepChoice.First),
        ["LastStepAttribute"] = _ => new StepReduction(StepChoice.Last),
        ["DropoutAttribute"] = a => new Dropout(a.At(0, 0f)),
        ["SpatialDropout2DAttribute"] = a => new SpatialDropout2D(a.At(0, 0f)),
        ["GaussianNoiseAttribute"] = a => new GaussianNoise(a.At(0, 0f)),
        ["BatchNormAttribute"] = a => new BatchNorm(a.Named("Momentum", 0.1f), a.Named("Epsilon", 1e-5f)),
        ["LayerNormAttribute"] = a => new LayerNorm(a.Named("Epsilon", 1e-5f)),
        ["RmsNormAttribute"] = a => new RmsNorm(a.Named("Epsilon", 1e-5f)),
        ["GroupNormAttribute"] = a => new GroupNorm(a.At(0, 1), a.Named("Epsilon", 1e-5f)),
        ["InstanceNormAttribute"] = a => new InstanceNorm(a.Named("Epsilon", 1e-5f)),
        ["LocalResponseNormAttribute"] = a => new LocalResponseNorm(a.At(0, 1), a.Named("Alpha", 1e-4f), a.Named("Beta", 0.75f), a.Named("K", 1f)),
        ["CrossEntropyAttribute"] = a => new CrossEntropy(a.Named("LabelSmoothing", 0f)),
        ["SquaredErrorAttribute"] = _ => new SquaredError(),
        ["BinaryCrossEntropyAttribute"] = _ => new BinaryCrossEntropy(),
        ["NegativeLogLikelihoodAttribute"] = _ => new NegativeLogLikelihood(),
        ["AbsoluteErrorAttribute"] = _ => new AbsoluteError(),
        ["HuberAttribute"] = a => new Huber(a.At(0, 1f)),
        ["HingeAttribute"] = _ => new Hinge(),
        ["PerceptronAttribute"] = _ => new Perceptron(),
        ["ZeroOneAttribute"] = _ => Problem.Of(Rules.ZeroOneHasNoGradient),
        ["SgdAttribute"] = a => new Sgd(a.At(0, 0f), a.Named("Momentum", 0f), a.Named("Nesterov", false), a.Named("WeightDecay", 0f)),
        ["AdamAttribute"] = a => new Adam(a.At(0, 1e-3f), a.Named("Beta1", 0.9f), a.Named("Beta2", 0.999f), a.Named("Epsilon", 1e-8f), a.Named("AmsGrad", false), a.Named("WeightDecay", 0f)),
        ["AdamWAttribute"] = a => new AdamW(a.At(0, 1e-3f), a.Named("Beta1", 0.9f), a.Named("Beta2", 0.999f), a.Named("Epsilon", 1e-8f), a.Named("AmsGrad", false), a.Named("WeightDecay", 0.01f)),
        ["NadamAttribute"] = a => new Nadam(a.At(0, 2e-3f), a.Named("Beta1", 0.9f), a.Named("Beta2", 0.999f), a.Named("Epsilon", 1e-8f), a.Named("MomentumDecay", 4e-3f), a.Named("WeightDecay", 0f)),
        ["RmsPropAttribute"] = a => new RmsProp(a.At(0, 1e-2f), a.Named("Alpha", 0.99f), a.Named("Epsilon", 1e-8f), a.Named("Momentum", 0f), a.Named("Centered", false), a.Named("WeightDecay", 0f)),
        ["AdagradAttribute"] = a => new Adagrad(a.At(0, 1e-2f), a.Named("RateDecay", 0f), a.Named("InitialSum", 0f), a.Named("Epsilon", 1e-10f), a.Named("WeightDecay", 0f)),
        ["AdadeltaAttribute"] = a => new Adadelta(a.At(0, 1f), a.Named("Rho", 0.9f), a.Named("Epsilon", 1e-6f), a.Named("WeightDecay", 0f)),
        ["LionAttribute"] = a => new Lion(a.At(0, 1e-4f), a.Named("Beta1", 0.9f), a.Named("Beta2", 0.99f), a.Named("WeightDecay", 0f)),
        ["L1Attribute"] = a => new L1(a.At(0, 0f)),
        ["L2Attribute"] = a => new L2(a.At(0, 0f)),
        ["WeightDecayAttribute"] = a => new DecoupledWeightDecay(a.At(0, 0f)),
        ["MaxNormAttribute"] = a => new MaxNorm(a.At(0, 0f)),
        ["ClipGradientNormAttribute"] = a => new ClipGradientNorm(a.At(0, 0f)),
        ["ClipGradientValueAttribute"] = a => new ClipGradientValue(a.At(0, 0f)),
        ["ParameterGroupAttribute"] = a => new ParameterGroup(
            a.At<string?>(0, null), a.Named("RateFactor", 1f), a.Named("WeightDecay", float.NaN) is var decay && float.IsNaN(decay) ? null : decay, a.Named("IsFrozen", false)),
        ["EveryAttribute"] = a => new StepRatio(a.At(0, 0)),
        ["Warmup"] = a => Schedule.Of("Warmup", Whole("steps", a.At(0, 0))),
        ["StepDecay"] = a => Schedule.Of("StepDecay", Whole("every", a.At(0, 0)), Real("factor", a.At(1, 0.1f), HyperparameterRange.Positive)),
        ["ExponentialDecay"] = a => Schedule.Of("ExponentialDecay", Real("factor", a.At(0, 0f), HyperparameterRange.Positive), Whole("steps", a.At(1, 1))),
        ["InverseTimeDecay"] = a => Schedule.Of("InverseTimeDecay", Real("decay", a.At(0, 0f), HyperparameterRange.NotNegative), Whole("steps", a.At(1, 1))),
        ["PolynomialDecay"] = a => Schedule.Of("PolynomialDecay", Whole("steps", a.At(0, 0)), Real("power", a.At(1, 1f), HyperparameterRange.Positive), FinalFactor(a)),
        ["CosineDecay"] = a => Schedule.Of("CosineDecay", Whole("steps", a.At(0, 0)), FinalFactor(a)),
        ["CosineRestarts"] = a => Schedule.Of("CosineRestarts", Whole("steps", a.At(0, 0)), Whole("multiplier", a.At(1, 1)), FinalFactor(a)),
        ["Cyclical"] = a => Schedule.Of("Cyclical", Real("low", a.At(0, 0f), HyperparameterRange.Positive), From("high", a.At(1, 0f), a.At(0, 0f)), Whole("steps", a.At(2, 0))),
        ["OneCycle"] = a => Schedule.Of(
            "OneCycle", Whole("steps", a.At(0, 0), least: 2), Share("WarmupShare", a.Named("WarmupShare", 0.3f)),
            Real("InitialDivisor", a.Named("InitialDivisor", 25f), HyperparameterRange.Positive), Real("FinalDivisor", a.Named("FinalDivisor", 1e4f), HyperparameterRange.Positive)),
        ["ReduceOnPlateau"] = a => Schedule.Of(
            "ReduceOnPlateau", Share("factor", a.At(0, 0.1f)), Whole("patience", a.At(1, 10), least: 0),
            Real("Threshold", a.Named("Threshold", 1e-4f), HyperparameterRange.NotNegative), Real("MinimumRate", a.Named("MinimumRate", 0f), HyperparameterRange.NotNegative)),
    };

    /// <summary>Whether an attribute is one of the language.</summary>
    public static bool Contains(string attributeClass) => Meanings.ContainsKey(attributeClass);

    /// <summary>The operation, loss, optimizer, regularizer, shape or mode that an attribute stands for, or why it can stand for none.</summary>
    public static object Bind(string attributeClass, AttributeArguments arguments) => Meanings[attributeClass](arguments);

    private static Convolution ConvolutionOver(int axes, AttributeArguments a)
    {
        var kernel = Enumerable.Range(1, axes).Select(position => a.At(position, a.At(1, 1))).ToArray();
        var (filters, stride, padding, dilation, groups) = (a.At(0, 0), a.Named("Stride", 1), a.Named("Padding", 0), a.Named("Dilation", 1), a.Named("Groups", 1));
        var (bias, initializer, scale) = (a.Named("Bias", true), a.EnumName("Initializer", "Default"), a.Named("InitializerScale", 0f));
        return axes switch
        {
            1 => new Conv1D(filters, kernel[0], stride, padding, dilation, groups, bias, initializer, scale),
            2 => new Conv2D(filters, kernel[0], kernel[1], stride, padding, dilation, groups, bias, initializer, scale),
            _ => new Conv3D(filters, kernel[0], kernel[1], kernel[2], stride, padding, dilation, groups, bias, initializer, scale),
        };
    }

    private static RecurrentLayer Recurrent(RecurrentCell cell, AttributeArguments a) => new(cell, a.At(0, 0), a.Named("Layers", 1), a.Named("Bidirectional", false), a.Named("LastState", false));

    private static PoolWindow Window(AttributeArguments a)
    {
        var (height, padding) = (a.At(0, 1), a.Named("Padding", 0));
        var width = a.At(1, height);
        return new PoolWindow(height, width, StrideOr(a, height), StrideOr(a, width), padding, padding, a.Named("Ceiling", false));
    }

    private static ScheduleArgument FinalFactor(AttributeArguments a) => Real("FinalFactor", a.Named("FinalFactor", 0f), HyperparameterRange.NotNegative);

    private static int StrideOr(AttributeArguments a, int size) => a.Named("Stride", 0) is not 0 and var stride ? stride : size;
}

using System.Globalization;
using ModelGen.Analyzers.Tests.Verification;
using ModelGen.Compiler.Diagnostics;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>What the user reads: the layer as written, both shapes, where the input came from, the way out.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task DenseOnAnImage_NamesLayerShapeOriginAndFix()
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync(
            """
            using ModelGen;

            namespace Digits;

            [Model]
            [Input(1, 28, 28)]
            [Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
            [Conv2D(16, 5),            Tanh, AvgPool2D(2)]
            [{|MG2004:Dense(120)|}, Tanh, Dense(84), Tanh, Dense(10)]
            [CrossEntropy(LabelSmoothing = 0.1f), Adam(1e-3f)]
            public partial class LeNet5;
            """);
        Assert.Equal(
            "Source0.cs(9,2): error MG2004: 'Dense(120)' takes a vector, but gets [channels 16, height 5, width 5] from 'AvgPool2D(2)' (8,34). Insert [Flatten], which gives 400 values.",
            diagnostics[0].ToString());
    }

    [Theory]
    [InlineData("{|MG1010:Dense(0)|}", "'Dense(0)': units is 0, but must be at least 1")]
    [InlineData("{|MG1010:Dropout(1.5f)|}", "'Dropout(1.5f)': rate is 1.5, but must be at least 0 and below 1")]
    [InlineData("{|MG2001:Conv2D( 6,\n 5)|}", "'Conv2D( 6, 5)' takes [channels, height, width], but gets [features 4] from 'Input(4)' (1,9).")]
    public async Task Layer_IsNamedAsWritten(string layer, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($"[Model, Input(4), {layer}] public partial class M;");
        Assert.StartsWith(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{|MG2030:GroupNorm(4)|}", "'GroupNorm(4)' has 4 groups, which must divide its 6 channels (from 'Input(6, 1, 1)' (1,9)). Choose a divisor.")]
    [InlineData("{|MG2031:InstanceNorm|}", "'InstanceNorm' would normalize single values, but gets [channels 6, height 1, width 1] from 'Input(6, 1, 1)' (1,9): nothing would be left of them. Remove it, or normalize over more values, as LayerNorm does.")]
    public async Task Shape_IsNamedWithItsAxes(string layer, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($"[Model, Input(6, 1, 1), {layer}] public partial class M;");
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Dense(8), Relu, {|MG4007:Step|}, SquaredError", "'Step' is flat, so no gradient passes it: training never changes 'dense1.weight' and 'dense1.bias'. Train through Sigmoid, which has a slope.")]
    [InlineData("Dense(8), Tanh, Dense(1), {|MG4007:Sign|}, SquaredError", "'Sign' is flat, so no gradient passes it: training never changes 'dense1.weight', 'dense1.bias' and 2 more. Train through Tanh, which has a slope.")]
    [InlineData("{|MG4005:Dense(8)|}, NegativeLogLikelihood", "'Dense(8)' gives scores, but NegativeLogLikelihood takes logarithms of probabilities. Put LogSoftmax after it, or use CrossEntropy, which takes scores.")]
    [InlineData("Dense(8), {|MG4005:Softmax|}, NegativeLogLikelihood", "'Softmax' gives probabilities, but NegativeLogLikelihood takes logarithms of probabilities. Use LogSoftmax in its place, or CrossEntropy on the scores before it.")]
    public async Task Doubt_NamesWhatItIsAboutAndTheWayOut(string layers, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($"[Model, Input(4), {layers}, Adam] public partial class M;");
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("{|MG2050:Conv1D(8, 3)|}", "'Conv1D(8, 3)' takes [channels, length], but gets [channels 6, height 1, width 1] from 'Input(6, 1, 1)' (1,9). Declare the input as [Input(channels, length)], or insert [Reshape(channels, length)].")]
    [InlineData("{|MG2052:ConvTranspose2D(8, 3, OutputPadding = 1)|}", "'ConvTranspose2D(8, 3, OutputPadding = 1)': the output padding is 1, but must be smaller than the stride of 1")]
    [InlineData("{|MG2053:ConvTranspose2D(8, 2, Padding = 1)|}", "'ConvTranspose2D(8, 2, Padding = 1)': a padding of 1 on every side leaves nothing of the 2×2 that it makes of [channels 6, height 1, width 1] from 'Input(6, 1, 1)' (1,9). Use less padding or a larger kernel.")]
    [InlineData("{|MG2046:Reshape(-1, 4)|}", "'Reshape(-1, 4)': [-1, 4] does not hold the 6 values of [channels 6, height 1, width 1] from 'Input(6, 1, 1)' (1,9). The product of the sizes must be that number; one size may be -1, for what the others leave.")]
    public async Task ChangeOfShape_NamesBothShapes(string layer, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($"[Model, Input(6, 1, 1), {layer}] public partial class M;");
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Input(3, 9), {|MG4001:MaxPool1D(2)|}", "'MaxPool1D(2)' never reads the last value of [channels 3, length 9]")]
    [InlineData("Input(3, 6, 9, 9), {|MG4001:Conv3D(2, 2, 3, 3, Stride = 4)|}", "'Conv3D(2, 2, 3, 3, Stride = 4)' never reads the last 2 rows and 2 columns of [channels 3, depth 6, height 9, width 9]")]
    public async Task UnreadBorder_IsNamedByItsAxes(string layers, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($"[Model, {layers}] public partial class M;");
        Assert.StartsWith(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shape_ComesFromTheLayerThatMadeIt()
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync("[Model, Input(1, 8, 8), Conv2D(4, 3, Bias = false), BatchNorm, Relu, {|MG2004:Dense(10)|}] public partial class M;");
        Assert.Contains("[channels 4, height 6, width 6] from 'Conv2D(4, 3, Bias = false)' (1,25)", diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistakeInABlock_NamesTheCallsThatLedThere()
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync(
            """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Unit(Symbol x, int filters, int kernel) => Relu({|MG2005:Conv2D(x, filters, kernel)|});

                static Symbol Stage(Symbol x, bool isLarge, string name) => Unit(MaxPool2D(x, 2), 8, isLarge ? 5 : 3);

                [Network]
                static Symbol Predict([Shape(3, 8, 8)] Symbol image) => Stage(Stage(image, false, "first"), true, "second");
            }
            """);
        Assert.Equal(
            "'Conv2D(x, filters, kernel)': the kernel reaches over 5×5, more than its padded input of 1×1 ([channels 8, height 1, width 1] from 'MaxPool2D(x, 2)' (8,70)). Use a smaller kernel or more padding."
            + " – in Unit(x: [channels 8, height 1, width 1], filters: 8, kernel: 5), called by 'Unit(MaxPool2D(x, 2), 8, isLarge ? 5 : 3)' (8,65)"
            + " – in Stage(x: [channels 8, height 2, width 2], isLarge: true, name: \"second\"), called by 'Stage(Stage(image, false, \"first\"), true, \"second\")' (11,61)",
            diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(2, diagnostics[0].AdditionalLocations.Count);
    }

    [Theory]
    [InlineData("[Objective] static Symbol {|MG1013:Error|}([Shape(4)] Symbol x) => SquaredError(Predict(x), 0);", "'Error' is an objective, but has no optimizer. Add one, such as [Adam(1e-3f)], or remove [Objective] if the model only predicts.")]
    [InlineData("[Objective(nameof(Predict), {|MG1036:\"Generate\"|}), Adam] static Symbol Error([Shape(4)] Symbol x) => SquaredError(Predict(x), 0);", "There is no network 'Generate' in this class; its networks are: Predict.")]
    [InlineData("[Objective, Adam] static Symbol {|MG2024:Error|}([Shape(4)] Symbol x) => Predict(x);", "'Error' gives [3], but an objective returns one number for each sample. Take Sum or Mean of it, or a loss.")]
    [InlineData("[Network] static Symbol {|MG1033:Generate|}() => 3;", "'Generate' must be a static method, not generic, not asynchronous, with a parameter, and with a body that returns a Symbol or, for a network, a tuple of them.")]
    [InlineData("[Network] static Symbol {|MG1017:TrainStep|}([Shape(4)] Symbol x) => x; [Objective, Adam] static Symbol Error([Shape(4)] Symbol x) => SquaredError(Predict(x), 0);", "'M' declares 'TrainStep', which is also generated. Give it another name.")]
    [InlineData("[Objective, Adam] static Symbol {|MG1017:TrainStep|}([Shape(4)] Symbol x) => SquaredError(Predict(x), 0);", "'M' declares 'TrainStep', which is also generated. Give it another name.")]
    [InlineData("[Network] Symbol {|MG1033:Generate|}([Shape(4)] Symbol x) => x;", "'Generate' must be a static method, not generic, not asynchronous, with a parameter, and with a body that returns a Symbol or, for a network, a tuple of them.")]
    public async Task MistakeOfAMethod_NamesTheMethod(string method, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($$"""
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network] static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                {{method}}
            }
            """);
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("{|MG2004:Dense(x, 3)|}", "'Dense(x, 3)' takes a vector, but gets [channels 3, height 8, width 8] from '[Shape(3, 8, 8)] Symbol x' (6,37). Insert Flatten(…), which gives 192 values.")]
    [InlineData("{|MG2001:Conv2D(Flatten(x), 3, 3)|}", "'Conv2D(Flatten(x), 3, 3)' takes [channels, height, width], but gets [features 192] from 'Flatten(x)' (6,74). Call it before Flatten(…), or make an image of that with Reshape(…).")]
    [InlineData("{|MG2050:Conv1D(x, 3, 3)|}", "'Conv1D(x, 3, 3)' takes [channels, length], but gets [channels 3, height 8, width 8] from '[Shape(3, 8, 8)] Symbol x' (6,37). Make a sequence of that with Reshape(…), or give the data [Shape(channels, length)].")]
    [InlineData("{|MG1010:Conv2D(x, 3, 3, padding: -2)|}", "'Conv2D(x, 3, 3, padding: -2)': padding is -2, but must be from 0 to 32767")]
    [InlineData("BatchNorm({|MG4003:Conv2D(x, 3, 3)|})", "'Conv2D(x, 3, 3)' adds a bias, which the BatchNorm after it subtracts again. Add bias: false.")]
    public async Task MessageOfACall_SpeaksOfCalls(string call, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($$"""
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network] static Symbol Predict([Shape(3, 8, 8)] Symbol x) => {{call}};
            }
            """);
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("y + x", "'y + x': channels 6 and 3 differ. 'y' is [6, 8, 8] from 'Conv2D(x, 6, 3, padding: 1)' (8,17); 'x' is [3, 8, 8] from '[Shape(3, 8, 8)] Symbol x' (6,37). Project 'x' with Conv2D(x, 6, 1).")]
    [InlineData("x - MaxPool2D(y, 2)", "'x - MaxPool2D(y, 2)': width 8 and 4 differ. 'x' is [3, 8, 8] from '[Shape(3, 8, 8)] Symbol x' (6,37); 'MaxPool2D(y, 2)' is [6, 4, 4] from 'MaxPool2D(y, 2)' (9,20). Project 'x' with Conv2D(x, 6, 1, stride: 2).")]
    [InlineData("Max(y, Transpose(x))", "'Max(y, Transpose(x))': width 8 and 3 differ. 'y' is [6, 8, 8] from 'Conv2D(x, 6, 3, padding: 1)' (8,17); 'Transpose(x)' is [8, 8, 3] from 'Transpose(x)' (9,23). Make the two sizes equal, or one of them 1.")]
    [InlineData("BatchNorm(Conv2D(Relu(x), 6, 3, padding: 1)) + x", "'BatchNorm(Conv2D(Relu(x), 6, 3, padding: 1)) + x': channels 6 and 3 differ. The first operand is [6, 8, 8] from 'Conv2D(Relu(x), 6, 3, padding: 1)' (9,26); 'x' is [3, 8, 8] from '[Shape(3, 8, 8)] Symbol x' (6,37). Project 'x' with Conv2D(x, 6, 1).")]
    public async Task OperandsThatDiffer_AreNamedWithTheirOrigin(string sum, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($$"""
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network] static Symbol Predict([Shape(3, 8, 8)] Symbol x)
                {
                    var y = Conv2D(x, 6, 3, padding: 1); _ = y;
                    return {|MG2007:{{sum}}|};
                }
            }
            """);
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("{|MG1030:Sum(x) > 0|} ? x : Relu(x)", "'Sum(x) > 0' cannot be executed while compiling: a symbol's value is not known while compiling, so nothing can depend on it; Where chooses between symbols.")]
    [InlineData("{|MG1030:x == Relu(x)|} ? x : Relu(x)", "'x == Relu(x)' cannot be executed while compiling: a symbol's value is not known while compiling, so nothing can depend on it; Where chooses between symbols.")]
    [InlineData("{|MG1030:x.Equals(Relu(x))|} ? x : Relu(x)", "'x.Equals(Relu(x))' cannot be executed while compiling: a symbol's value is not known while compiling, so nothing can depend on it; Where chooses between symbols.")]
    [InlineData("{|MG1030:x|} ? x : Relu(x)", "'x' cannot be executed while compiling: a symbol's value is not known while compiling, so nothing can depend on it; Where chooses between symbols.")]
    [InlineData("{|MG2041:Concat(x, MaxPool2D(x, 2))|}", "'Concat(x, MaxPool2D(x, 2))' joins values along axis 0, so all other axes must be equal, but the first is [3, 8, 8] (from '[Shape(3, 8, 8)] Symbol x' (6,37)) and another [3, 4, 4]. Crop, pad, pool or upsample one of them first.")]
    public async Task MistakeInAnExpression_SaysTheWayOut(string expression, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($$"""
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network] static Symbol Predict([Shape(3, 8, 8)] Symbol x) => {{expression}};
            }
            """);
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("int n", "'int n' is no parameter of a network or an objective: int is not what data is made of. Write what is the same in every call as a constant, or give it to a building block as an argument")]
    [InlineData("[Shape(3), Normal(3)] Symbol z", "'[Shape(3), Normal(3)] Symbol z' is no parameter of a network or an objective: [Shape] makes it data, but it is noise too. Keep one of the two attributes")]
    [InlineData("Symbol z", "'Symbol z' is no parameter of a network or an objective: it has no shape. As data it is '[Shape(3, 32, 32)] Symbol z', as noise '[Normal(64)] Symbol z'; class indices are 'Label z'")]
    public async Task MistakeOfAParameter_SaysWhatItMayBe(string parameter, string message)
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync($$"""
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network] static Symbol Predict([Shape(4)] Symbol x, {|MG1034:{{parameter}}|}) => Dense(x, 3);
            }
            """);
        Assert.Equal(message, diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task ClassWithoutNetwork_IsToldOfBothForms()
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync("[Model] public partial class {|MG1005:M|};");
        Assert.Contains("or, for a network that is no row of layers, a static method over symbols with [Network].", diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OfTheFunctionFormNamesNoLayerAsAnAttribute()
    {
        var layers = typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) || type == typeof(InputAttribute))
            .Select(type => $"[{type.Name.Replace("Attribute", string.Empty, StringComparison.Ordinal)}");
        Assert.All(
            Rules.All().Where(rule => rule.FunctionMessage is not null),
            rule => Assert.All(layers, layer => Assert.DoesNotContain(layer, rule.FunctionMessage!, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NameThatIsTaken_NamesWhoHasIt()
    {
        var diagnostics = await AnalyzerVerifier.VerifyAsync(
            """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Name("b")] static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static Symbol Stage(Symbol x)
                {
                    x = Block(x);
                    return {|MG1039:Block(x)|};
                }

                [Network] static Symbol Predict([Shape(4)] Symbol x) => Stage(x);
            }
            """);
        Assert.Equal(
            "'Block(x)' makes weights of the name 'stage1.b.dense1', which 'Block(x)' (10,13) already has. "
            + "Rename one of the two: weights are shared by calls of a network or of a partial method, not by name."
            + " – in Stage(x: [features 4]), called by 'Stage(x)' (14,61)",
            diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Numbers_DoNotFollowTheUsersCulture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
        try
        {
            var diagnostics = await AnalyzerVerifier.VerifyAsync("[Model, Input(4), {|MG1010:Dropout(1.5f)|}] public partial class M;");
            Assert.Contains("rate is 1.5", diagnostics[0].GetMessage(), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task OneMistake_IsOneErrorWhereTheModelIsUsed() => _ = await AnalyzerVerifier.VerifyAsync(
        """
        [Model, Input(1, 8, 8)]
        [Conv2D(4, 3), Tanh, {|MG2004:Dense(10)|}, CrossEntropy, Sgd(0.1f)]
        public partial class Mistake
        {
            public int Twice(float[] image) => 2 * PredictLabel(image);
        }

        internal static class MistakeUser
        {
            public static float Use(float[] image, int[] labels)
            {
                var model = new Mistake(seed: 1);
                _ = model.Train(DataSet.Of(image, labels), options: new TrainingOptions { Epochs = 1 });
                model.Save("mistake.safetensors");
                return model.TrainStep(image, labels) + model.Predict(image)[0] + Mistake.ParameterCount + model.Twice(image);
            }
        }
        """);
}

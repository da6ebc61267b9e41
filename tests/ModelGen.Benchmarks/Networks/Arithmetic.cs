using static ModelGen.Ops;
using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Networks;

/// <summary>Functions of one and two operands that have hardly anything to compute.</summary>
internal static class Arithmetic
{
    /// <summary>The functions' rows.</summary>
    public static IEnumerable<BenchmarkRow> Rows =>
    [
        Functions.Row("Square", () => new SquareModel(), x => x.square()),
        Functions.Row("Abs", () => new AbsModel(), x => x.abs()),
        Functions.Row("Pow", () => new PowModel(), x => x.pow(3)),
        Functions.Row("Clip", () => new ClipModel(), x => x.clamp(0.25, 0.75)),
        Functions.Row("Sign", () => new SignModel(), x => x.sign()),
        Functions.Row("Step", () => new StepModel(), x => x.ge(0).to(ScalarType.Float32)),
        OfTwo("Add", () => new AddModel(), (a, b) => a + b),
        OfTwo("Subtract", () => new SubtractModel(), (a, b) => a - b),
        OfTwo("Multiply", () => new MultiplyModel(), (a, b) => a * b),
        OfTwo("Divide", () => new DivideModel(), (a, b) => a / b),
        OfTwo("Min", () => new MinModel(), (a, b) => a.minimum(b)),
        OfTwo("Max", () => new MaxModel(), (a, b) => a.maximum(b)),
    ];

    // The operands are the halves of a sample.
    private static BenchmarkRow OfTwo(string name, Func<IPredictor> ours, Func<Tensor, Tensor, Tensor> peer) =>
        Functions.Row(name, ours, x => peer(x.narrow(1, 0, 1024), x.narrow(1, 1024, 1024)), input: [2048]);
}

[Model]
internal sealed partial class SquareModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(1024)] Symbol x) => Square(x);
}

[Model]
internal sealed partial class AbsModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(1024)] Symbol x) => Abs(x);
}

[Model]
internal sealed partial class PowModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(1024)] Symbol x) => Pow(x, 3);
}

[Model]
internal sealed partial class ClipModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(1024)] Symbol x) => Clip(x, 0.25f, 0.75f);
}

[Model, Input(1024), Sign]
internal sealed partial class SignModel : IPredictor;

[Model, Input(1024), Step]
internal sealed partial class StepModel : IPredictor;

[Model]
internal sealed partial class AddModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(2048)] Symbol x) => x[..1024] + x[1024..];
}

[Model]
internal sealed partial class SubtractModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(2048)] Symbol x) => x[..1024] - x[1024..];
}

[Model]
internal sealed partial class MultiplyModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(2048)] Symbol x) => x[..1024] * x[1024..];
}

[Model]
internal sealed partial class DivideModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(2048)] Symbol x) => x[..1024] / x[1024..];
}

[Model]
internal sealed partial class MinModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(2048)] Symbol x) => Min(x[..1024], x[1024..]);
}

[Model]
internal sealed partial class MaxModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(2048)] Symbol x) => Max(x[..1024], x[1024..]);
}

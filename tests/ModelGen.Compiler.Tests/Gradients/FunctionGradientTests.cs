using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Gradients;

/// <summary>Gradient rules of functions against central finite differences.</summary>
public class FunctionGradientTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<Binary> Binaries => [new Add(), new Subtract(), new Multiply(), new Divide(), new Min(), new Max()];

    [Theory, MemberData(nameof(Binaries))]
    public void Binary_HasItsGradients(Binary function)
    {
        Check(check => check.Apply(function, check.PositiveVariable(3, 5), check.PositiveVariable(3, 5)));
        Check(check => check.Apply(function, check.PositiveVariable(3, 1), check.PositiveVariable(2, 1, 5)));
        Check(check => check.Apply(function, check.PositiveVariable(2, 3, 5), check.Parameter(5)));
        Check(check => check.Apply(function, check.Parameter(3, 1), check.PositiveVariable(2, 3, 5)));
        Check(check => check.Apply(new Add(), check.Constant(3, 5), check.Apply(function, check.Parameter(3, 1), check.Parameter(5))));
    }

    [Theory, MemberData(nameof(Binaries))]
    public void Binary_WithAConstant_HasItsGradients(Binary function)
    {
        Check(check => check.Apply(function, check.PositiveVariable(7), check.Apply(new Constant(1.5f))));
        Check(check => check.Apply(function, check.Apply(new Constant(1.5f)), check.PositiveVariable(3, 2)));
        Check(check => check.Apply(function, check.PositiveVariable(1), check.Apply(new Constant(Shape.Of(3), [0.5f, 1.5f, 2.5f]))));
        Check(check => check.Apply(new Add(), check.Constant(9), check.Apply(function, check.Apply(new Constant(1f)), check.Parameter(9))));
    }

    public static TheoryData<Elementwise> Elementwise =>
    [
        new Negate(), new Exp(), new Log(), new Sqrt(), new Square(), new Abs(), new Clip(0.7f, 1.8f), new Pow(1), new Pow(2), new Pow(3), new Pow(-1), new Pow(0.5f), new Pow(1.7f),
    ];

    [Theory, MemberData(nameof(Elementwise))]
    public void Elementwise_HasItsGradient(Elementwise function)
    {
        Check(check => check.Apply(function, check.PositiveVariable(3, 5)));
        Check(check => check.Apply(new Multiply(), check.Constant(5), check.Apply(function, check.Parameter(5))));
    }

    [Fact]
    public void Where_HasItsGradients()
    {
        Check(check => check.Apply(new Where(), check.Apply(new Step(), check.Constant(3, 5)), check.Variable(3, 5), check.Variable(5)));
        Check(check => check.Apply(new Where(), check.Apply(new Step(), check.Constant(3, 1)), check.Parameter(5), check.Apply(new Constant(2f))));
    }

    [Fact]
    public void StopGradient_PassesNone()
    {
        // d/dx of x · stop(x) is x, not 2x, so the finite differences are twice as large.
        var check = new GradientCheck();
        var variable = check.PositiveVariable(1);
        Assert.Equal(1, check.LargestError(check.Apply(new Multiply(), variable, check.Apply(new StopGradient(), variable))), 1e-6);
    }

    [Fact]
    public void Concat_HasItsGradients()
    {
        Check(check => check.Apply(new Concat(3, 1), check.Variable(2, 3, 5), check.Variable(2, 1, 5), check.Parameter(2, 2, 5)));
        Check(check => check.Apply(new Stack(2, -1), check.Variable(3), check.Parameter(3)));
        Check(check => check.Apply(new Add(), check.Constant(5), check.Apply(new Concat(2), check.Parameter(2), check.Parameter(3))));
    }

    [Fact]
    public void Rearrangement_HasItsGradient()
    {
        Check(check => check.Apply(new PadAxis(1, 2, 1), check.Variable(2, 3)));
        Check(check => check.Apply(new Transpose([2, 0, 1]), check.Variable(2, 3, 5)));
        Check(check => check.Apply(new Broadcast(Shape.Of(2, 3)), check.Variable(3)));
        Check(check => check.Apply(new Broadcast(Shape.Of(2, 3), IsPerSample: true), check.Parameter(2, 1)));
        Check(check => check.Apply(new Add(), check.Constant(3, 2), check.Apply(new Transpose([]), check.Parameter(2, 3))));
    }

    [Fact]
    public void Gather_HasTheGradientOfItsRows()
    {
        var check = new GradientCheck();
        var rows = check.Apply(new Gather(), check.Apply(new Tanh(), check.Variable(4, 3)), check.Labels(4));
        var element = check.Apply(new Gather(), check.Variable(5), check.Labels(5));
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new Multiply(), rows, element), check.Constant(3))), 0, Tolerance);
    }

    [Fact]
    public void SliceAndSplit_HaveTheGradientOfTheirPart()
    {
        Check(check =>
        {
            var parts = check.ApplyAll(new Split(3), check.Variable(6, 2));
            return check.Apply(new Add(), check.Apply(new Multiply(), parts[0], parts[2]), parts[1]);
        });
        Check(check =>
        {
            var whole = check.Variable(2, 5);
            return check.Apply(new Multiply(), check.Apply(new Slice(1, 0, 3), whole), check.Apply(new Slice(-1, 2, 3), whole));
        });
    }

    [Theory]
    [InlineData(new[] { 3, 2 }, new[] { 2, 5 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 2, 4, 1 })]
    [InlineData(new[] { 3 }, new[] { 3, 2 })]
    [InlineData(new[] { 2, 3 }, new[] { 3 })]
    [InlineData(new[] { 3 }, new[] { 3 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 4, 5 })]
    [InlineData(new[] { 3, 4 }, new[] { 2, 4, 5 })]
    [InlineData(new[] { 1, 3, 2 }, new[] { 2, 1, 2, 3 })]
    [InlineData(new[] { 2, 1, 3 }, new[] { 3 })]
    public void MatMul_HasItsGradients(int[] left, int[] right)
    {
        Check(check => check.Apply(new MatMul(), check.Variable(left), check.Variable(right)));
        Check(check => check.Apply(new MatMul(), check.Variable(left), check.Parameter(right)));
        Check(check => check.Apply(new Add(), check.Constant(1), check.Apply(new MatMul(), check.Parameter(left), check.Parameter(right))));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void MatrixProduct_OfTransposedFactors_HasItsGradients(bool isLeftTransposed, bool isRightTransposed) => Check(check => check.Apply(
        new MatrixProduct(isLeftTransposed, isRightTransposed),
        isLeftTransposed ? check.Variable(2, 4, 3) : check.Variable(2, 3, 4),
        isRightTransposed ? check.Variable(2, 5, 4) : check.Variable(2, 4, 5)));

    [Fact]
    public void Dot_HasItsGradients() => Check(check => check.Apply(new Dot(), check.Variable(5), check.Variable(5)));

    public static TheoryData<Operation> Reductions =>
    [
        new Sum([]), new Sum([1]), new Sum([-1, 0]), new Mean([]), new Mean([0]), new Mean([1, 2]), new Variance([]), new Variance([1]), new Variance([0, 2]),
    ];

    [Theory, MemberData(nameof(Reductions))]
    public void Reduction_HasItsGradient(Operation reduction)
    {
        Check(check => check.Apply(reduction, check.Variable(2, 3, 5)));
        Check(check => check.Apply(new Multiply(), check.Constant(1), check.Apply(reduction, check.Parameter(2, 3, 5))));
    }

    [Fact]
    public void Loss_OfEitherScalarShape_IsAnObjective()
    {
        foreach (var reduction in new Operation[] { new Sum([]), new Sum([0]) })
        {
            var check = new GradientCheck();
            Assert.InRange(check.LargestError(check.Apply(reduction, check.Apply(new Square(), reduction is Sum { Axes.Count: 0 } ? check.Variable(3, 2) : check.Variable(3, 1)))), 0, Tolerance);
        }
    }

    private static void Check(Func<GradientCheck, Value> function)
    {
        var check = new GradientCheck();
        var result = function(check);
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), result, check.Constant([.. result.Shape.Sizes]))), 0, Tolerance);
    }
}

using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The mean over the outputs of a function f(y, t) of one output and its target: formula, derivatives and vector forms are one file.</summary>
public abstract record PointwiseLoss : Loss
{
    /// <inheritdoc/>
    public override bool TakesLabels => false;

    /// <summary>f(y, t).</summary>
    public abstract double Function(double y, double t);

    /// <summary>∂f/∂y.</summary>
    public abstract double Derivative(double y, double t);

    /// <summary>∂f/∂t; that of a function of y − t unless overridden.</summary>
    public virtual double TargetDerivative(double y, double t) => -Derivative(y, t);

    /// <summary>f as an expression over two vectors, named by identifiers.</summary>
    public abstract string Vector(VectorWidth vector, string y, string t);

    /// <summary>∂f/∂y as an expression over two vectors.</summary>
    public abstract string VectorDerivative(VectorWidth vector, string y, string t);

    /// <summary>∂f/∂t as an expression over two vectors.</summary>
    public virtual string TargetVectorDerivative(VectorWidth vector, string y, string t) => $"-({VectorDerivative(vector, y, t)})";

    /// <summary>Vector operations that the function takes, roughly.</summary>
    public virtual int Cost => 4;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        inputs[0] == inputs[1] || inputs[1].Rank == 0 || (inputs[0].LongCount, inputs[1].LongCount) is (1, 1)
            ? Shape.Of(1)
            : Problem.Of(Rules.LossTargetShape, inputs[0].ToString(), inputs[1].ToString());

    /// <summary>A number as the target is the target of every output; of two single values, the shapes do not matter.</summary>
    public override IReadOnlyList<Value>? Lower(LoweringContext context)
    {
        var (prediction, target) = (context.Inputs[0], context.Inputs[1]);
        return target.Shape == prediction.Shape ? null
            : target.Shape.Rank == 0 ? [context.Add(this, prediction, context.Add(new Broadcast(prediction.Shape), target))]
            : [context.Add(this, context.Add(new Reshape(target.Shape), prediction), target)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
    [
        context.AddIfNeeded(0, new PointwiseLossGradient(this), context.Input(0), context.Input(1), context.OutputGradient),
        context.AddIfNeeded(1, new PointwiseLossGradient(this, IsOfTarget: true), context.Input(0), context.Input(1), context.OutputGradient),
    ];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (prediction, target, loss) = (call.Input(0), call.Input(1), call.Output());
        var outputs = call.InputShape(0).Count;
        for (var i = 0; i < prediction.Length; i++)
        {
            loss[i / outputs] += Function(prediction[i], target[i]) / outputs;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var outputs = kernel.InputShape().Count;
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var sum = {vector.Zero};");
            using (kernel.For("output", outputs, out var output))
            {
                kernel.Write($"""
                    var y = {vector.Load("prediction", (output * VectorWidth.Lanes) + lane)};
                    var t = {vector.Load("target", (output * VectorWidth.Lanes) + lane)};
                    sum += {Vector(vector, "y", "t")};
                    """);
            }

            kernel.Write($"{vector.Store(Mean("sum", outputs, vector), "loss", lane)};");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Cost * inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var outputs = code.InputShape().Count;
        var sum = code.Local("sum", code.Vector.Zero);
        for (var output = 0; output < outputs; output++)
        {
            code.Assign(sum, $"{sum} + ({Vector(code.Vector, code.Input(0, output), code.Input(1, output))})");
        }

        code.Define(0, 0, Mean(sum, outputs, code.Vector));
    }

    /// <summary>A sum over the outputs, divided by their number.</summary>
    internal static string Mean(string sum, int outputs, VectorWidth vector) => outputs == 1
        ? sum
        : string.Format(CultureInfo.InvariantCulture, "{0} / {1}", sum, vector.Constant(outputs));
}

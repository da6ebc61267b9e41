using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A function of one number applied to every element, y = f(x): its formula, its derivative and its vector form are one file.</summary>
public abstract record Elementwise : Operation, IPointwise
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <summary>Whether the derivative is a function of y alone, so that x need not be kept for the backward pass.</summary>
    public abstract bool DerivativeIsOfOutput { get; }

    /// <summary>Whether the derivative is zero everywhere, so that there is nothing to propagate.</summary>
    public virtual bool IsFlat => false;

    /// <summary>f(x).</summary>
    public abstract double Function(double x);

    /// <summary>f′, of x or (see <see cref="DerivativeIsOfOutput"/>) of y.</summary>
    public abstract double Derivative(double argument);

    /// <summary>f as an expression over a vector, named by an identifier.</summary>
    public abstract string Vector(VectorWidth vector, string x);

    /// <summary>f′ as an expression over a vector, of x or of y.</summary>
    public abstract string VectorDerivative(VectorWidth vector, string argument);

    /// <summary>Vector operations that the function takes, roughly.</summary>
    public abstract int Cost { get; }

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [IsFlat ? null : context.AddIfNeeded(0, new ElementwiseGradient(this), context.OutputGradient, DerivativeIsOfOutput ? context.Output() : context.Input(0))];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, output) = (call.Input(0), call.Output());
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = Function(input[i]);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        if (kernel.OutputExtent() == Extent.Batch)
        {
            BroadcastKernel.Emit(kernel, this, Formula);
            return;
        }

        var vector = kernel.Vector;
        using (kernel.ForVectors(kernel.Size("Elements", kernel.OutputShape().Count), out var i))
        {
            kernel.Write($"var x = {vector.Load("input", i)};");
            kernel.Epilogue.StoreElement(Vector(vector, "x"), "output", i);
        }
    }

    /// <inheritdoc/>
    public string Formula(VectorWidth vector, IReadOnlyList<string> operands) => Vector(vector, operands[0]);

    /// <inheritdoc/>
    public override OneSampleForm? ForOneSample(Node node) => OneSampleForm.OfElements(node);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => BroadcastKernel.StraightCost(Cost, outputs);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        for (var element = 0; element < code.OutputShape().Count; element++)
        {
            code.Define(0, element, Vector(code.Vector, code.Input(0, element)));
        }
    }
}

/// <summary>The gradient of an element-wise function: dx = dy · f′.</summary>
public sealed record ElementwiseGradient(Elementwise Activation) : Operation, IPointwise
{
    /// <inheritdoc/>
    public override string Name => Activation.Name + "Gradient";

    /// <inheritdoc/>
    public override string Describe() => GradientOf(Activation);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", Activation.DerivativeIsOfOutput ? "output" : "input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public int Cost => Activation.Cost + 1;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, argument, inputGradient) = (call.Input(0), call.Input(1), call.Output());
        for (var i = 0; i < inputGradient.Length; i++)
        {
            inputGradient[i] = outputGradient[i] * Activation.Derivative(argument[i]);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        if (kernel.OutputExtent() == Extent.Batch)
        {
            BroadcastKernel.Emit(kernel, this, Formula);
            return;
        }

        var vector = kernel.Vector;
        using (kernel.ForVectors(kernel.Size("Elements", kernel.OutputShape().Count), out var i))
        {
            kernel.Write($"""
                var dy = {vector.Load("outputGradient", i)};
                var value = {vector.Load(InputNames[1], i)};
                """);
            kernel.Epilogue.StoreElement(Formula(vector, ["dy", "value"]), "inputGradient", i);
        }
    }

    /// <inheritdoc/>
    public string Formula(VectorWidth vector, IReadOnlyList<string> operands) => $"{operands[0]} * {VectorWidth.Primary(Activation.VectorDerivative(vector, operands[1]))}";

    /// <inheritdoc/>
    public override OneSampleForm? ForOneSample(Node node) => OneSampleForm.OfElements(node);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => BroadcastKernel.StraightCost(Cost, outputs);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        for (var element = 0; element < code.OutputShape().Count; element++)
        {
            code.Define(0, element, Formula(code.Vector, [code.Input(0, element), code.Input(1, element)]));
        }
    }
}

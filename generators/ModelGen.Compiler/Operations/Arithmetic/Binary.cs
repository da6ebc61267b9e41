using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A function of two numbers, z = f(x, y), applied element by element with <see cref="Broadcasting"/>: formula, derivatives and vector forms are one file.</summary>
public abstract record Binary : Operation, IPointwise
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["left", "right"];

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <summary>Vector operations that the function takes, roughly.</summary>
    public virtual int Cost => 1;

    /// <summary>f(x, y).</summary>
    public abstract double Function(double x, double y);

    /// <summary>∂f/∂x.</summary>
    public abstract double LeftDerivative(double x, double y);

    /// <summary>∂f/∂y.</summary>
    public abstract double RightDerivative(double x, double y);

    /// <summary>f as an expression over two vectors, named by identifiers.</summary>
    public abstract string Vector(VectorWidth vector, string x, string y);

    /// <summary>∂f/∂x as an expression over two vectors.</summary>
    public abstract string LeftVectorDerivative(VectorWidth vector, string x, string y);

    /// <summary>∂f/∂y as an expression over two vectors.</summary>
    public abstract string RightVectorDerivative(VectorWidth vector, string x, string y);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Broadcasting.Infer(inputs);

    /// <summary>A constant of one number becomes part of the function.</summary>
    public override IReadOnlyList<Value>? Lower(LoweringContext context) =>
        (Fold(context.Inputs[1], context.Inputs[0], isLeft: false) ?? Fold(context.Inputs[0], context.Inputs[1], isLeft: true)) is { } folded
            ? [context.Add(folded, folded.IsLeft ? context.Inputs[1] : context.Inputs[0])]
            : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [Reduced(context, 0, LeftGradient), Reduced(context, 1, RightGradient)];

    /// <summary>The gradient that reaches the left operand, of the result's shape.</summary>
    private protected virtual Value LeftGradient(GradientContext context) => context.Add(new BinaryGradient(this, IsLeft: true), context.OutputGradient, context.Input(0), context.Input(1));

    /// <summary>The gradient that reaches the right operand, of the result's shape.</summary>
    private protected virtual Value RightGradient(GradientContext context) => context.Add(new BinaryGradient(this, IsLeft: false), context.OutputGradient, context.Input(0), context.Input(1));

    /// <summary>The gradient through the function with one operand constant where that is simpler than a product with the derivative, else null.</summary>
    internal virtual Value? ConstantGradient(GradientContext context, WithConstant function) => null;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (left, right, output) = (call.Input(0), call.Input(1), call.Output());
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = Function(left[Broadcasting.ReferenceElement(call, 0, i)], right[Broadcasting.ReferenceElement(call, 1, i)]);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => BroadcastKernel.Emit(kernel, this, Formula);

    /// <inheritdoc/>
    public override OneSampleForm? ForOneSample(Node node) => OneSampleForm.OfElements(node);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => BroadcastKernel.StraightCost(Cost, outputs);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code) => BroadcastKernel.EmitStraight(code, Formula);

    /// <inheritdoc/>
    public string Formula(VectorWidth vector, IReadOnlyList<string> operands) => Vector(vector, operands[0], operands[1]);

    private static Value? Reduced(GradientContext context, int input, Func<GradientContext, Value> gradient) =>
        context.Needs(input) ? Broadcasting.Reduce(context, input, gradient(context)) : null;

    private WithConstant? Fold(Value constant, Value other, bool isLeft) =>
        constant.Producer?.Operation is Constant { Single: { } number } && Broadcasting.Fits(constant.Shape, other.Shape) ? new WithConstant(this, number, isLeft) : null;
}

/// <summary>The gradient of a function of two numbers by one of them, before it is summed over what that operand is repeated over: dz · f′(x, y).</summary>
public sealed record BinaryGradient(Binary Binary, bool IsLeft) : Operation, IPointwise
{
    /// <inheritdoc/>
    public override string Name => $"{Binary.Name}{(IsLeft ? "Left" : "Right")}Gradient";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "left", "right"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [IsLeft ? "leftGradient" : "rightGradient"];

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public int Cost => Binary.Cost + 1;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            var (x, y) = (call.Input(1)[Broadcasting.ReferenceElement(call, 1, i)], call.Input(2)[Broadcasting.ReferenceElement(call, 2, i)]);
            call.Output()[i] = call.Input(0)[i] * (IsLeft ? Binary.LeftDerivative(x, y) : Binary.RightDerivative(x, y));
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => BroadcastKernel.Emit(kernel, this, Formula);

    /// <inheritdoc/>
    public override OneSampleForm? ForOneSample(Node node) => OneSampleForm.OfElements(node);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => BroadcastKernel.StraightCost(Cost, outputs);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code) => BroadcastKernel.EmitStraight(code, Formula);

    /// <inheritdoc/>
    public string Formula(VectorWidth vector, IReadOnlyList<string> operands) =>
        $"{operands[0]} * ({(IsLeft ? Binary.LeftVectorDerivative(vector, operands[1], operands[2]) : Binary.RightVectorDerivative(vector, operands[1], operands[2]))})";
}

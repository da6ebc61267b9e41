using System.Globalization;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Numbers that are known when the network is compiled. They exist once, not once a sample.</summary>
/// <param name="Shape">Their shape; [] for one number.</param>
/// <param name="Values">The elements in row-major order, or one number for all of them.</param>
public sealed record Constant(Shape Shape, EquatableArray<float> Values) : Operation
{
    private const int NumbersInLine = 16;

    /// <summary>One number.</summary>
    public Constant(float value)
        : this(Shape.Of(), [value])
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(Constant);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <summary>The number that all elements are, if they are one.</summary>
    public float? Single => Values.Count == 1 ? Values[0] : null;

    /// <inheritdoc/>
    public override string Describe() => Single is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : Name;

    /// <inheritdoc/>
    public override Extent ResultExtent(IReadOnlyList<Value> inputs) => Extent.Batch;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"{Describe()} as {Shape.ToShortString()}";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = Single ?? Values[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        if (Single is null)
        {
            kernel.Write("ReadOnlySpan<float> values =");
            kernel.Write("[");
            using (kernel.Indent())
            {
                for (var first = 0; first < Values.Count; first += NumbersInLine)
                {
                    kernel.Write(string.Join(" ", Values.Skip(first).Take(NumbersInLine).Select(value => Literals.Float(value) + ",")));
                }
            }

            kernel.Write("];");
        }

        using (kernel.For("i", Shape.Count, out var i))
        {
            kernel.Write($"{i.In("output")} = {(Single is { } number ? Literals.Float(number) : $"values[{i}]")};");
        }
    }
}

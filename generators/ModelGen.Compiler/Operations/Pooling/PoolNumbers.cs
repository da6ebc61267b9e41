using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>How a pooling kernel computes: with vectors of samples, or with the numbers of a single sample.</summary>
internal abstract record PoolNumbers
{
    /// <summary>Floats from one element to the next.</summary>
    public abstract int Lanes { get; }

    /// <summary>A loop over the samples, if there are several.</summary>
    public abstract CodeWriter.Scope ForSlices(KernelWriter kernel, out Offset lane);

    /// <summary>An element.</summary>
    public abstract string Load(string reference, Offset offset);

    /// <summary>Stores an element.</summary>
    public abstract string Store(string value, string reference, Offset offset);

    /// <summary>A constant.</summary>
    public abstract string Constant(double value);

    /// <summary>The larger of two; NaN where one is.</summary>
    public abstract string Max(string a, string b);

    /// <summary>Whether an element is the maximum of its window, or NaN.</summary>
    public abstract string IsMaximum(string element, string maximum);

    /// <summary>One value where a condition holds, else another.</summary>
    public abstract string Select(string condition, string whereTrue, string whereFalse);

    /// <summary>Of samples.</summary>
    public sealed record OfSamples(VectorWidth Vector) : PoolNumbers
    {
        /// <inheritdoc/>
        public override int Lanes => VectorWidth.Lanes;

        /// <inheritdoc/>
        public override CodeWriter.Scope ForSlices(KernelWriter kernel, out Offset lane) => kernel.ForSlices(out lane);

        /// <inheritdoc/>
        public override string Load(string reference, Offset offset) => Vector.Load(reference, offset);

        /// <inheritdoc/>
        public override string Store(string value, string reference, Offset offset) => Vector.Store(value, reference, offset);

        /// <inheritdoc/>
        public override string Constant(double value) => value == 0 ? Vector.Zero : Vector.Constant(value);

        /// <inheritdoc/>
        public override string Max(string a, string b) => $"VectorMath.Max({a}, {b})";

        /// <inheritdoc/>
        public override string IsMaximum(string element, string maximum) => $"{Vector.Compare("Equals", element, maximum)} | ~{Vector.Compare("Equals", element, element)}";

        /// <inheritdoc/>
        public override string Select(string condition, string whereTrue, string whereFalse) => Vector.Select(condition, whereTrue, whereFalse);
    }

    /// <summary>Of one sample.</summary>
    public sealed record OfOne : PoolNumbers
    {
        /// <inheritdoc/>
        public override int Lanes => 1;

        /// <inheritdoc/>
        public override CodeWriter.Scope ForSlices(KernelWriter kernel, out Offset lane)
        {
            lane = 0;
            return kernel.Names();
        }

        /// <inheritdoc/>
        public override string Load(string reference, Offset offset) => offset.In(reference);

        /// <inheritdoc/>
        public override string Store(string value, string reference, Offset offset) => $"{offset.In(reference)} = {value}";

        /// <inheritdoc/>
        public override string Constant(double value) => Literals.Float(value);

        /// <inheritdoc/>
        public override string Max(string a, string b) => $"MathF.Max({a}, {b})";

        /// <inheritdoc/>
        public override string IsMaximum(string element, string maximum) => $"{element} == {maximum} || float.IsNaN({element})";

        /// <inheritdoc/>
        public override string Select(string condition, string whereTrue, string whereFalse) => $"{condition} ? {whereTrue} : {whereFalse}";
    }
}

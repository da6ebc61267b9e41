namespace ModelGen;

/// <summary>Functions: they compute and learn nothing. The arithmetic operators are <see cref="Symbol"/>'s.</summary>
public static partial class Ops
{
    /// <summary>e^x, element by element.</summary>
    public static Symbol Exp(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>The natural logarithm, element by element; NaN below 0.</summary>
    public static Symbol Log(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>√x, element by element; NaN below 0.</summary>
    public static Symbol Sqrt(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x², element by element.</summary>
    public static Symbol Square(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>|x|, element by element; derivative 0 at 0.</summary>
    public static Symbol Abs(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x to a constant power, element by element; below 0 it is NaN where the exponent is no integer.</summary>
    public static Symbol Pow(Symbol x, float exponent) => throw Symbol.Unexecutable();

    /// <summary>The smaller of two values, element by element, with NumPy's broadcasting; NaN where one is. Equal values share the gradient.</summary>
    public static Symbol Min(Symbol left, Symbol right) => throw Symbol.Unexecutable();

    /// <summary>The larger of two values, element by element, with NumPy's broadcasting; NaN where one is. Equal values share the gradient.</summary>
    public static Symbol Max(Symbol left, Symbol right) => throw Symbol.Unexecutable();

    /// <summary>x limited to low…high, element by element; derivative 1 from low to high, both included.</summary>
    public static Symbol Clip(Symbol x, float low, float high) => throw Symbol.Unexecutable();

    /// <summary>The sum over axes, which the result no longer has.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">From 0, or from the end with −1; none for all of them, which gives one number, shape [].</param>
    public static Symbol Sum(Symbol x, params ReadOnlySpan<int> axes) => throw Symbol.Unexecutable();

    /// <summary>The mean over axes, which the result no longer has; axes as in <see cref="Sum"/>.</summary>
    public static Symbol Mean(Symbol x, params ReadOnlySpan<int> axes) => throw Symbol.Unexecutable();

    /// <summary>The mean of (x − mean)² over axes, which the result no longer has: divided by the number of values, not by one less. Axes as in <see cref="Sum"/>.</summary>
    public static Symbol Variance(Symbol x, params ReadOnlySpan<int> axes) => throw Symbol.Unexecutable();

    /// <summary>Values end to end along the first axis, the channels of images; all other axes are equal.</summary>
    public static Symbol Concat(params ReadOnlySpan<Symbol> parts) => throw Symbol.Unexecutable();

    /// <summary>Values end to end along one axis, from 0, or from the end with −1; all other axes are equal.</summary>
    public static Symbol ConcatAlong(int axis, params ReadOnlySpan<Symbol> parts) => throw Symbol.Unexecutable();

    /// <summary>Values of one shape along a new first axis.</summary>
    public static Symbol Stack(params ReadOnlySpan<Symbol> parts) => throw Symbol.Unexecutable();

    /// <summary>Parts of one size along an axis, in their order; their number divides the axis.</summary>
    public static Symbol[] Split(Symbol x, int parts, int axis = 0) => throw Symbol.Unexecutable();

    /// <summary>A run of indices of one axis. Ranges do the same: <c>x[2..5]</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">From 0, or from the end with −1.</param>
    /// <param name="start">The first index, negative from the end.</param>
    /// <param name="length">How many indices, at least 1.</param>
    public static Symbol Slice(Symbol x, int axis, int start, int length) => throw Symbol.Unexecutable();

    /// <summary>The axes in another order: axis i of the result is axis <c>permutation[i]</c> of x; none reverses them. PyTorch's <c>permute</c>; see <see cref="TransposeAttribute"/>.</summary>
    public static Symbol Transpose(Symbol x, params ReadOnlySpan<int> permutation) => throw Symbol.Unexecutable();

    /// <summary>The same values, in row-major order, under another shape. One size may be −1: it is what the others leave; see <see cref="ReshapeAttribute"/>.</summary>
    public static Symbol Reshape(Symbol x, params ReadOnlySpan<int> shape) => throw Symbol.Unexecutable();

    /// <summary>
    /// The product of matrices, [rows, inner] by [inner, columns]; each index of the axes before these two has a product of its own, and an operand is repeated along those that it lacks or
    /// where its size is 1. A vector on the left is a row, one on the right a column, and the result does not have that axis. PyTorch's <c>matmul</c>.
    /// </summary>
    public static Symbol MatMul(Symbol left, Symbol right) => throw Symbol.Unexecutable();

    /// <summary>Σᵢ leftᵢ·rightᵢ of two vectors of one length, shape [].</summary>
    public static Symbol Dot(Symbol left, Symbol right) => throw Symbol.Unexecutable();

    /// <summary><paramref name="whereTrue"/> where the condition is not 0, elsewhere <paramref name="whereFalse"/>, with NumPy's broadcasting. The condition (<see cref="Step"/> makes one) has no gradient.</summary>
    public static Symbol Where(Symbol condition, Symbol whereTrue, Symbol whereFalse) => throw Symbol.Unexecutable();

    /// <summary>x itself, as if it were data: no gradient passes.</summary>
    public static Symbol StopGradient(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>Rows of x along its first axis, by indices that each sample has of its own: <c>[indices, …]</c>, of one index <c>[…]</c>. An index that occurs twice adds to its row's gradient twice. PyTorch's <c>index_select</c> along the axis 0.</summary>
    /// <param name="x">[rows, …].</param>
    /// <param name="indices">From 0 up to, but without, the rows; data is checked when it arrives.</param>
    public static Symbol Gather(Symbol x, Indices indices) => throw Symbol.Unexecutable();

    /// <inheritdoc cref="Gather(Symbol, Indices)"/>
    public static Symbol Gather(Symbol x, Label indices) => throw Symbol.Unexecutable();
}

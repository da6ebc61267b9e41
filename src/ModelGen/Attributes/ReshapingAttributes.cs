namespace ModelGen;

/// <summary>Makes a vector of all values, in row-major order: from <c>[channels, height, width]</c> to <c>[channels·height·width]</c>.</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>Gives the same values another shape, in row-major order; costs nothing. PyTorch's <c>reshape</c>.</summary>
/// <param name="shape">Sizes, outermost first, whose product is the number of values; one may be −1, which stands for what the others leave.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>Sizes, outermost first.</summary>
    public int[] Shape { get; } = shape;
}

/// <summary>Puts the axes in another order: axis i of the result is axis <c>permutation[i]</c> of the input. PyTorch's <c>permute</c>.</summary>
/// <param name="permutation">Every axis once, from 0, or from the end with −1; none at all for the reverse order.</param>
public sealed class TransposeAttribute(params int[] permutation) : LayerAttribute
{
    /// <summary>Every axis once; none at all for the reverse order.</summary>
    public int[] Permutation { get; } = permutation;
}

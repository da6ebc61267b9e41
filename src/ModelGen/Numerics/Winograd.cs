using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>A matrix of Winograd's minimal filtering of 3×3 taps: Y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum WinogradMatrix
{
    /// <summary>G: of a kernel's 3×3 taps.</summary>
    Kernel,

    /// <summary>Gᵀ: to the gradients of the taps.</summary>
    KernelGradient,

    /// <summary>Bᵀ: of inputs.</summary>
    Input,

    /// <summary>Aᵀ: of products, to outputs.</summary>
    Output,

    /// <summary>A: of the outputs' gradients.</summary>
    OutputGradient,
}

/// <summary>
/// The transformations of Winograd's minimal filtering, of a vector of tiles at a time: M·x·Mᵀ, first along columns, then along rows. Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks"
/// (2016), §4.
/// </summary>
/// <remarks>Outputs along an axis of a tile are 2 or 4. Element (row, column) of x is at row · sourceRow + column · sourceStep, in the result at row · row + column · step; all distances are in floats.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Winograd
{
    private const int Taps = 9, LargestTile = 36;

    /// <summary>G·g·Gᵀ of kernels.</summary>
    /// <param name="tile">Outputs along an axis of a tile: 2 or 4.</param>
    /// <param name="isFlipped">Whether each kernel is turned by 180° first.</param>
    /// <param name="weights">[kernels][3][3].</param>
    /// <param name="kernels">At least sixteen.</param>
    /// <param name="transformed">[positions][kernels].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformKernels(int tile, bool isFlipped, ref float weights, int kernels, ref float transformed)
    {
        Span<float> memory = stackalloc float[(Taps + LargestTile) * Block.Lanes];
        ref var taps = ref memory[0];
        ref var columns = ref memory[Taps * Block.Lanes];
        ref var firstTap = ref isFlipped ? ref Unsafe.Add(ref taps, (Taps - 1) * Block.Lanes) : ref taps;
        var step = isFlipped ? -Block.Lanes : Block.Lanes;
        var row = (tile + 2) * kernels;
        for (var kernel = 0; kernel < kernels; kernel += Block.Lanes)
        {
            // The last sixteen may begin among those before.
            var first = Math.Min(kernel, kernels - Block.Lanes);
            Lanes.Load(ref Unsafe.Add(ref weights, first * Taps), Taps, Block.Lanes, ref taps);
            for (var lane = 0; lane < Block.Lanes; lane += Lanes.InVector)
            {
                ref var source = ref Unsafe.Add(ref firstTap, lane);
                ref var destination = ref Unsafe.Add(ref transformed, first + lane);
                if (Lanes.InVector == 16)
                    Transform512(WinogradMatrix.Kernel, tile, ref source, 3 * step, step, ref columns, ref destination, row, kernels);
                else if (Lanes.InVector == 8)
                    Transform256(WinogradMatrix.Kernel, tile, ref source, 3 * step, step, ref columns, ref destination, row, kernels);
                else
                    Transform128(WinogradMatrix.Kernel, tile, ref source, 3 * step, step, ref columns, ref destination, row, kernels);
            }
        }
    }

    /// <summary>M·x·Mᵀ of vectors of sixteen.</summary>
    /// <param name="matrix">M.</param>
    /// <param name="tile">Outputs along an axis of a tile: 2 or 4.</param>
    /// <param name="source">x.</param>
    /// <param name="sourceRow">From a row of x to the next.</param>
    /// <param name="sourceStep">From an element of a row to the next.</param>
    /// <param name="columns">Memory for the result of the first half: 36 vectors.</param>
    /// <param name="destination">The result.</param>
    /// <param name="row">From a row of it to the next.</param>
    /// <param name="step">From an element of a row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform512(WinogradMatrix matrix, int tile, ref float source, int sourceRow, int sourceStep, ref float columns, ref float destination, int row, int step) =>
        Transform<Floats512>(matrix, tile, ref source, sourceRow, sourceStep, ref columns, ref destination, row, step);

    /// <summary>M·x·Mᵀ of vectors of eight.</summary>
    /// <inheritdoc cref="Transform512"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform256(WinogradMatrix matrix, int tile, ref float source, int sourceRow, int sourceStep, ref float columns, ref float destination, int row, int step) =>
        Transform<Floats256>(matrix, tile, ref source, sourceRow, sourceStep, ref columns, ref destination, row, step);

    /// <summary>M·x·Mᵀ of vectors of four.</summary>
    /// <inheritdoc cref="Transform512"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform128(WinogradMatrix matrix, int tile, ref float source, int sourceRow, int sourceStep, ref float columns, ref float destination, int row, int step) =>
        Transform<Floats128>(matrix, tile, ref source, sourceRow, sourceStep, ref columns, ref destination, row, step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform<T>(WinogradMatrix matrix, int tile, ref float source, int sourceRow, int sourceStep, ref float columns, ref float destination, int row, int step)
        where T : struct, IFloats<T>
    {
        switch (matrix)
        {
            case WinogradMatrix.Kernel when tile == 2: Twice<T, KernelOfTwo>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.Kernel: Twice<T, KernelOfFour>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.KernelGradient when tile == 2: Twice<T, KernelGradientOfTwo>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.KernelGradient: Twice<T, KernelGradientOfFour>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.Input when tile == 2: Twice<T, InputOfTwo>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.Input: Twice<T, InputOfFour>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.Output when tile == 2: Twice<T, OutputOfTwo>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.Output: Twice<T, OutputOfFour>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            case WinogradMatrix.OutputGradient when tile == 2: Twice<T, OutputGradientOfTwo>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
            default: Twice<T, OutputGradientOfFour>(ref source, sourceRow, sourceStep, ref columns, ref destination, row, step); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Twice<T, TMatrix>(ref float source, int sourceRow, int sourceStep, ref float columns, ref float destination, int row, int step)
        where T : struct, IFloats<T>
        where TMatrix : struct, IWinogradMatrix
    {
        var columnsRow = TMatrix.Columns * T.Count;
        for (var column = 0; column < TMatrix.Columns; column++)
            TMatrix.Multiply<T>(ref Unsafe.Add(ref source, column * sourceStep), sourceRow, ref Unsafe.Add(ref columns, column * T.Count), columnsRow);
        for (var i = 0; i < TMatrix.Rows; i++)
            TMatrix.Multiply<T>(ref Unsafe.Add(ref columns, i * columnsRow), T.Count, ref Unsafe.Add(ref destination, i * row), step);
    }
}

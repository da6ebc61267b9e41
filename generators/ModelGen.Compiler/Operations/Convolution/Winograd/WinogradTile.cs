using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Winograd's minimal filtering for kernels of 3×3 taps: m×m outputs from (m + 2)×(m + 2) inputs with one product for each of those, where the direct way takes 9·m².
/// Y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A; Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016), §4.
/// </summary>
/// <param name="Outputs">m: outputs along an axis.</param>
/// <param name="OfKernel">G, of a kernel's taps.</param>
/// <param name="OfInput">Bᵀ, of inputs.</param>
/// <param name="OfProducts">Aᵀ, of products.</param>
/// <param name="InputCost">Vector operations that transform an input tile of one channel, loads and stores included.</param>
/// <param name="OutputCost">Vector operations that make an output tile of one channel from its products, the products' own stores included.</param>
/// <param name="KernelCost">Vector operations that start the sums of a kernel's gradient and make nine weights' gradients of them, sixteen kernels being a vector.</param>
internal sealed record WinogradTile(
    int Outputs, IReadOnlyList<double[]> OfKernel, IReadOnlyList<double[]> OfInput, IReadOnlyList<double[]> OfProducts, int InputCost, int OutputCost, int KernelCost)
{
    /// <summary>F(2×2, 3×3) and F(4×4, 3×3).</summary>
    public static IReadOnlyList<WinogradTile> All { get; } =
    [
        new(
            2,
            [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]],
            [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]],
            [[1, 1, 1, 0], [0, 1, -1, -1]],
            InputCost: 60,
            OutputCost: 80,
            KernelCost: 15),
        new(
            4,
            [[1 / 4.0, 0, 0], [-1 / 6.0, -1 / 6.0, -1 / 6.0], [-1 / 6.0, 1 / 6.0, -1 / 6.0], [1 / 24.0, 1 / 12.0, 1 / 6.0], [1 / 24.0, -1 / 12.0, 1 / 6.0], [0, 0, 1]],
            [[4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0], [0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0], [0, 4, 0, -5, 0, 1]],
            [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]],
            InputCost: 250,
            OutputCost: 270,
            KernelCost: 25),
    ];

    /// <summary>Inputs along an axis.</summary>
    public int Inputs => Outputs + 2;

    /// <summary>Products of a tile: positions in the transformed domain.</summary>
    public int Positions => Inputs * Inputs;

    /// <summary>The tile of a size.</summary>
    public static WinogradTile Of(int outputs) => All.Single(tile => tile.Outputs == outputs);

    /// <summary>Tiles along an axis of the output.</summary>
    public int Steps(int size) => (size + Outputs - 1) / Outputs;

    /// <summary>M·x·Mᵀ in double precision.</summary>
    public static double[,] Transform(IReadOnlyList<double[]> matrix, Func<int, int, double> x)
    {
        var (rows, columns) = (matrix.Count, matrix[0].Length);
        var result = new double[rows, rows];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < rows; j++)
            {
                for (var p = 0; p < columns; p++)
                {
                    for (var q = 0; q < columns; q++)
                    {
                        result[i, j] += matrix[i][p] * x(p, q) * matrix[j][q];
                    }
                }
            }
        }

        return result;
    }

    /// <summary>Writes a transformation of a vector of tiles.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="matrix">A member of <c>WinogradMatrix</c>.</param>
    /// <param name="source">Where element (0, 0) stands, and the distances of rows and of columns.</param>
    /// <param name="columns">Memory for <see cref="Positions"/> vectors.</param>
    /// <param name="destination">Where element (0, 0) of the result goes, and the distances of rows and of columns.</param>
    public void Write(KernelWriter kernel, string matrix, (string First, Offset Row, Offset Column) source, string columns, (string First, Offset Row, Offset Column) destination) => kernel.WriteList(
        $"Winograd.Transform{kernel.Vector.Bits}",
        [
            $"WinogradMatrix.{matrix}", $"{Outputs}", $"ref {source.First}", $"{source.Row}", $"{source.Column}", $"ref {columns}", $"ref {destination.First}", $"{destination.Row}", $"{destination.Column}",
        ],
        ";");
}

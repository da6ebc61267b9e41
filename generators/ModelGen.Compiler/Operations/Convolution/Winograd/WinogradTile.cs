using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Winograd's minimal filtering for kernels of 3×3 taps: m×m outputs from (m + 2)×(m + 2) inputs with one product for each of those, where the direct way takes 9·m².
/// Y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A; Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016), §4.
/// </summary>
internal abstract class WinogradTile
{
    private static readonly WinogradTile TwoByTwo = new WinogradTwo(), FourByFour = new WinogradFour();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WinogradTile> All { get; } = [TwoByTwo, FourByFour];

    /// <summary>m: outputs along an axis.</summary>
    public abstract int Outputs { get; }

    /// <summary>Inputs along an axis.</summary>
    public int Inputs => Outputs + 2;

    /// <summary>Products of a tile: positions in the transformed domain.</summary>
    public int Positions => Inputs * Inputs;

    /// <summary>G, of a kernel's taps.</summary>
    public abstract IReadOnlyList<double[]> OfKernel { get; }

    /// <summary>Bᵀ, of inputs.</summary>
    public abstract IReadOnlyList<double[]> OfInput { get; }

    /// <summary>Aᵀ, of products.</summary>
    public abstract IReadOnlyList<double[]> OfProducts { get; }

    /// <summary>Vector operations that transform an input tile of one channel, loads and stores included.</summary>
    public abstract int InputCost { get; }

    /// <summary>Vector operations that make an output tile of one channel from its products, the products' own stores included.</summary>
    public abstract int OutputCost { get; }

    /// <summary>Vector operations that make nine weights' gradients from those of the transformed ones, for each kernel, and start their sums; sixteen kernels are a vector.</summary>
    public abstract double KernelCost { get; }

    /// <summary>The tile of a size.</summary>
    public static WinogradTile Of(int outputs) => All.Single(tile => tile.Outputs == outputs);

    /// <summary>Tiles along an axis of the output.</summary>
    public int Steps(int size) => (size + Outputs - 1) / Outputs;

    /// <summary>Writes G·g, and returns the names of the results.</summary>
    public abstract string[] WriteKernel(KernelWriter kernel, string name, string[] g);

    /// <summary>Writes Bᵀ·d, and returns the names of the results.</summary>
    public abstract string[] WriteInput(KernelWriter kernel, string name, string[] d);

    /// <summary>Writes Aᵀ·m, and returns the names of the results.</summary>
    public abstract string[] WriteOutput(KernelWriter kernel, string name, string[] m);

    /// <summary>Writes A·y, the transposed of <see cref="WriteOutput"/>, and returns the names of the results.</summary>
    public abstract string[] WriteOutputGradient(KernelWriter kernel, string name, string[] y);

    /// <summary>Writes Gᵀ·s, the transposed of <see cref="WriteKernel"/>, and returns the names of the results.</summary>
    public abstract string[] WriteKernelGradient(KernelWriter kernel, string name, string[] s);

    /// <summary>Writes a transformation of columns, then of rows: M·x·Mᵀ.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="write">Writes M·x of one column or row.</param>
    /// <param name="name">What x is called; column and row follow.</param>
    /// <param name="size">Rows and columns of x.</param>
    /// <param name="element">The expression of an element of x, by row and column.</param>
    /// <param name="use">Gets row and column of each result, and its name.</param>
    public static void WriteTwice(
        KernelWriter kernel, Func<KernelWriter, string, string[], string[]> write, string name, int size, Func<int, int, string> element, Action<int, int, string> use)
    {
        var ofColumns = new string[size][];
        for (var column = 0; column < size; column++)
        {
            ofColumns[column] = write(kernel, $"column{column}_", Declare(kernel, $"{name}{column}_", [.. Enumerable.Range(0, size).Select(row => element(row, column))]));
        }

        for (var row = 0; row < ofColumns[0].Length; row++)
        {
            var ofRow = write(kernel, $"row{row}_", [.. ofColumns.Select(column => column[row])]);
            for (var column = 0; column < ofRow.Length; column++)
            {
                use(row, column, ofRow[column]);
            }
        }
    }

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

    private protected static string[] Declare(KernelWriter kernel, string name, params string[] expressions)
    {
        var names = new string[expressions.Length];
        for (var i = 0; i < names.Length; i++)
        {
            kernel.Write($"var {names[i] = name + i} = {expressions[i]};");
        }

        return names;
    }

    /// <summary>F(2×2, 3×3): 16 products instead of 36.</summary>
    private sealed class WinogradTwo : WinogradTile
    {
        public override int Outputs => 2;

        public override IReadOnlyList<double[]> OfKernel { get; } = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];

        public override IReadOnlyList<double[]> OfInput { get; } = [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]];

        public override IReadOnlyList<double[]> OfProducts { get; } = [[1, 1, 1, 0], [0, 1, -1, -1]];

        public override int InputCost => 60;

        public override int OutputCost => 80;

        public override double KernelCost => 15;

        public override string[] WriteKernel(KernelWriter kernel, string name, string[] g)
        {
            var half = kernel.Vector.Constant(0.5);
            var ends = Declare(kernel, $"{name}Ends", $"{g[0]} + {g[2]}")[0];
            return Declare(kernel, name, g[0], $"({ends} + {g[1]}) * {half}", $"({ends} - {g[1]}) * {half}", g[2]);
        }

        public override string[] WriteInput(KernelWriter kernel, string name, string[] d) =>
            Declare(kernel, name, $"{d[0]} - {d[2]}", $"{d[1]} + {d[2]}", $"{d[2]} - {d[1]}", $"{d[1]} - {d[3]}");

        public override string[] WriteOutput(KernelWriter kernel, string name, string[] m) =>
            Declare(kernel, name, $"{m[0]} + {m[1]} + {m[2]}", $"{m[1]} - {m[2]} - {m[3]}");

        public override string[] WriteOutputGradient(KernelWriter kernel, string name, string[] y) =>
            Declare(kernel, name, y[0], $"{y[0]} + {y[1]}", $"{y[0]} - {y[1]}", $"-{y[1]}");

        public override string[] WriteKernelGradient(KernelWriter kernel, string name, string[] s)
        {
            var half = Declare(kernel, $"{name}Half", $"({s[1]} + {s[2]}) * {kernel.Vector.Constant(0.5)}")[0];
            return Declare(kernel, name, $"{s[0]} + {half}", $"({s[1]} - {s[2]}) * {kernel.Vector.Constant(0.5)}", $"{half} + {s[3]}");
        }
    }

    /// <summary>F(4×4, 3×3): 36 products instead of 144.</summary>
    private sealed class WinogradFour : WinogradTile
    {
        public override int Outputs => 4;

        public override IReadOnlyList<double[]> OfKernel { get; } =
        [
            [1 / 4.0, 0, 0], [-1 / 6.0, -1 / 6.0, -1 / 6.0], [-1 / 6.0, 1 / 6.0, -1 / 6.0], [1 / 24.0, 1 / 12.0, 1 / 6.0], [1 / 24.0, -1 / 12.0, 1 / 6.0], [0, 0, 1],
        ];

        public override IReadOnlyList<double[]> OfInput { get; } =
        [
            [4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0], [0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0], [0, 4, 0, -5, 0, 1],
        ];

        public override IReadOnlyList<double[]> OfProducts { get; } = [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]];

        public override int InputCost => 210;

        public override int OutputCost => 230;

        public override double KernelCost => 25;

        public override string[] WriteKernel(KernelWriter kernel, string name, string[] g)
        {
            var vector = kernel.Vector;
            var sixth = vector.Constant(-1 / 6.0);
            var near = Declare(kernel, $"{name}Near", $"({g[0]} + {g[2]}) * {sixth}", $"{g[1]} * {sixth}");
            var far = Declare(kernel, $"{name}Far", vector.MultiplyAdd(g[0], vector.Constant(1 / 24.0), $"{g[2]} * {vector.Constant(1 / 6.0)}"), $"{g[1]} * {vector.Constant(1 / 12.0)}");
            return Declare(
                kernel, name, $"{g[0]} * {vector.Constant(0.25)}", $"{near[0]} + {near[1]}", $"{near[0]} - {near[1]}", $"{far[0]} + {far[1]}", $"{far[0]} - {far[1]}", g[2]);
        }

        public override string[] WriteInput(KernelWriter kernel, string name, string[] d)
        {
            var vector = kernel.Vector;
            var (four, minusFour, minusFive) = (vector.Constant(4), vector.Constant(-4), vector.Constant(-5));
            var near = Declare(kernel, $"{name}Near", vector.MultiplyAdd(d[2], minusFour, d[4]), vector.MultiplyAdd(d[1], minusFour, d[3]));
            var far = Declare(kernel, $"{name}Far", $"{d[4]} - {d[2]}", $"({d[3]} - {d[1]}) * {vector.Constant(2)}");
            return Declare(
                kernel,
                name,
                vector.MultiplyAdd(d[0], four, vector.MultiplyAdd(d[2], minusFive, d[4])),
                $"{near[0]} + {near[1]}",
                $"{near[0]} - {near[1]}",
                $"{far[0]} + {far[1]}",
                $"{far[0]} - {far[1]}",
                vector.MultiplyAdd(d[1], four, vector.MultiplyAdd(d[3], minusFive, d[5])));
        }

        public override string[] WriteOutput(KernelWriter kernel, string name, string[] m)
        {
            var vector = kernel.Vector;
            var near = Declare(kernel, $"{name}Near", $"{m[1]} + {m[2]}", $"{m[1]} - {m[2]}");
            var far = Declare(kernel, $"{name}Far", $"{m[3]} + {m[4]}", $"{m[3]} - {m[4]}");
            return Declare(
                kernel,
                name,
                $"{m[0]} + {near[0]} + {far[0]}",
                vector.MultiplyAdd(far[1], vector.Constant(2), near[1]),
                vector.MultiplyAdd(far[0], vector.Constant(4), near[0]),
                $"{vector.MultiplyAdd(far[1], vector.Constant(8), near[1])} + {m[5]}");
        }

        public override string[] WriteOutputGradient(KernelWriter kernel, string name, string[] y)
        {
            var vector = kernel.Vector;
            var near = Declare(kernel, $"{name}Near", $"{y[0]} + {y[2]}", $"{y[1]} + {y[3]}");
            var far = Declare(
                kernel, $"{name}Far", vector.MultiplyAdd(y[2], vector.Constant(4), y[0]), vector.MultiplyAdd(y[3], vector.Constant(8), $"{y[1]} * {vector.Constant(2)}"));
            return Declare(kernel, name, y[0], $"{near[0]} + {near[1]}", $"{near[0]} - {near[1]}", $"{far[0]} + {far[1]}", $"{far[0]} - {far[1]}", y[3]);
        }

        public override string[] WriteKernelGradient(KernelWriter kernel, string name, string[] s)
        {
            var vector = kernel.Vector;
            var near = Declare(kernel, $"{name}Near", $"({s[1]} + {s[2]}) * {vector.Constant(-1 / 6.0)}", $"({s[2]} - {s[1]}) * {vector.Constant(1 / 6.0)}");
            var far = Declare(kernel, $"{name}Far", $"{s[3]} + {s[4]}", $"{s[3]} - {s[4]}");
            return Declare(
                kernel,
                name,
                vector.MultiplyAdd(s[0], vector.Constant(0.25), vector.MultiplyAdd(far[0], vector.Constant(1 / 24.0), near[0])),
                vector.MultiplyAdd(far[1], vector.Constant(1 / 12.0), near[1]),
                $"{vector.MultiplyAdd(far[0], vector.Constant(1 / 6.0), near[0])} + {s[5]}");
        }
    }
}

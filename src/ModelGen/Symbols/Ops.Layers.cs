namespace ModelGen;

/// <summary>
/// Layers and functions over symbols, for methods marked <see cref="NetworkAttribute"/> and <see cref="ObjectiveAttribute"/> and what they call: <c>using static ModelGen.Ops;</c>. A method and
/// the attribute of its name have the same parameters, defaults and meaning. At run time they throw.
/// </summary>
public static partial class Ops
{
    /// <summary>See <see cref="DenseAttribute"/>.</summary>
    public static Symbol Dense(Symbol x, int units, bool bias = true, Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="Conv1DAttribute"/>.</summary>
    public static Symbol Conv1D(
        Symbol x, int filters, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true,
        Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="Conv2DAttribute"/>.</summary>
    public static Symbol Conv2D(
        Symbol x, int filters, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true,
        Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="Conv2DAttribute"/>.</summary>
    public static Symbol Conv2D(
        Symbol x, int filters, (int Height, int Width) kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true,
        Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="Conv3DAttribute"/>.</summary>
    public static Symbol Conv3D(
        Symbol x, int filters, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true,
        Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="Conv3DAttribute"/>.</summary>
    public static Symbol Conv3D(
        Symbol x, int filters, (int Depth, int Height, int Width) kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true,
        Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="ConvTranspose2DAttribute"/>.</summary>
    public static Symbol ConvTranspose2D(Symbol x, int filters, int kernel, int stride = 1, int padding = 0, int outputPadding = 0, bool bias = true, Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="ConvTranspose2DAttribute"/>.</summary>
    public static Symbol ConvTranspose2D(
        Symbol x, int filters, (int Height, int Width) kernel, int stride = 1, int padding = 0, int outputPadding = 0, bool bias = true,
        Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MaxPool1DAttribute"/>.</summary>
    public static Symbol MaxPool1D(Symbol x, int size, int stride = 0, int padding = 0, bool ceiling = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="AvgPool1DAttribute"/>.</summary>
    public static Symbol AvgPool1D(Symbol x, int size, int stride = 0, int padding = 0, bool ceiling = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MaxPool2DAttribute"/>.</summary>
    public static Symbol MaxPool2D(Symbol x, int size, int stride = 0, int padding = 0, bool ceiling = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MaxPool2DAttribute"/>.</summary>
    public static Symbol MaxPool2D(Symbol x, (int Height, int Width) size, int stride = 0, int padding = 0, bool ceiling = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="AvgPool2DAttribute"/>.</summary>
    public static Symbol AvgPool2D(Symbol x, int size, int stride = 0, int padding = 0, bool ceiling = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="AvgPool2DAttribute"/>.</summary>
    public static Symbol AvgPool2D(Symbol x, (int Height, int Width) size, int stride = 0, int padding = 0, bool ceiling = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="GlobalAvgPool2DAttribute"/>.</summary>
    public static Symbol GlobalAvgPool2D(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="GlobalMaxPool2DAttribute"/>.</summary>
    public static Symbol GlobalMaxPool2D(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="FlattenAttribute"/>.</summary>
    public static Symbol Flatten(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="Upsample2DAttribute"/>.</summary>
    public static Symbol Upsample2D(Symbol x, int scale, UpsampleMode mode = UpsampleMode.Nearest) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="Pad2DAttribute"/>.</summary>
    public static Symbol Pad2D(Symbol x, int top, int bottom, int left, int right) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="DropoutAttribute"/>.</summary>
    public static Symbol Dropout(Symbol x, float rate) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="SpatialDropout2DAttribute"/>.</summary>
    public static Symbol SpatialDropout2D(Symbol x, float rate) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="GaussianNoiseAttribute"/>.</summary>
    public static Symbol GaussianNoise(Symbol x, float deviation) => throw Symbol.Unexecutable();
}

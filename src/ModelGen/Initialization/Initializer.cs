namespace ModelGen;

/// <summary>
/// How a weight gets its first values. <c>InitializerScale</c> on the layer is the constant, the deviation or a factor, as each member says;
/// where it is 0, which is when it is not set, the default that the member names takes its place (1 for every factor).
/// </summary>
public enum Initializer
{
    /// <summary>PyTorch's default for dense and convolutional layers: uniform on ±scale/√fan-in, weights and biases alike.</summary>
    Default,

    /// <summary>All zeros.</summary>
    Zeros,

    /// <summary>All ones.</summary>
    Ones,

    /// <summary>All equal to the scale, by default 0.</summary>
    Constant,

    /// <summary>Normal with mean 0 and the scale as its deviation, by default 0.01.</summary>
    Normal,

    /// <summary>Uniform on ±scale, by default 0.05.</summary>
    Uniform,

    /// <summary>Normal with the scale as its deviation, by default 0.02, redrawn beyond two deviations (so that what remains deviates by 0.88 of it).</summary>
    TruncatedNormal,

    /// <summary>Uniform on ±scale·√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010, equation 16).</summary>
    Glorot,

    /// <summary>Normal with deviation scale·√(2 / fan-in) (He et al. 2015, equation 10).</summary>
    He,

    /// <summary>Normal with deviation scale·√(1 / fan-in) (LeCun et al. 1998, section 4.6).</summary>
    Lecun,

    /// <summary>Rows or columns of an orthogonal matrix times the scale (Saxe et al. 2014): of the matrix [first size, all others], whichever are fewer.</summary>
    Orthogonal,
}

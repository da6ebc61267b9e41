namespace ModelGen;

/// <summary>How a weight gets its first values. <c>InitializerScale</c> on the layer is the constant, the deviation or a factor, as each member says.</summary>
public enum Initializer
{
    /// <summary>PyTorch's default for dense and convolutional layers: uniform on ±1/√fan-in, weights and biases alike.</summary>
    Default,

    /// <summary>All zeros.</summary>
    Zeros,

    /// <summary>All ones.</summary>
    Ones,

    /// <summary>All equal to the scale.</summary>
    Constant,

    /// <summary>Normal with mean 0 and the scale as its deviation.</summary>
    Normal,

    /// <summary>Uniform on ±scale.</summary>
    Uniform,

    /// <summary>Normal with the scale as its deviation, redrawn beyond two deviations.</summary>
    TruncatedNormal,

    /// <summary>Uniform on ±scale·√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010, equation 16).</summary>
    Glorot,

    /// <summary>Normal with deviation scale·√(2 / fan-in) (He et al. 2015, equation 10).</summary>
    He,

    /// <summary>Normal with deviation scale·√(1 / fan-in) (LeCun et al. 1998, section 4.6).</summary>
    Lecun,

    /// <summary>Rows or columns of an orthogonal matrix times the scale (Saxe et al. 2014).</summary>
    Orthogonal,
}

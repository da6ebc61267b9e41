namespace ModelGen;

public static partial class Ops
{
    /// <summary>See <see cref="EmbeddingAttribute"/>.</summary>
    public static Symbol Embedding(Indices x, int vocabulary, int size, Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="EmbeddingAttribute"/>.</summary>
    public static Symbol Embedding(Label x, int vocabulary, int size, Initializer initializer = Initializer.Default, float initializerScale = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="OneHotAttribute"/>.</summary>
    public static Symbol OneHot(Indices x, int classes) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="OneHotAttribute"/>.</summary>
    public static Symbol OneHot(Label x, int classes) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="SimpleRnnAttribute"/>.</summary>
    public static Symbol SimpleRnn(Symbol x, int units, int layers = 1, bool bidirectional = false, bool lastState = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="LstmAttribute"/>.</summary>
    public static Symbol Lstm(Symbol x, int units, int layers = 1, bool bidirectional = false, bool lastState = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="GruAttribute"/>.</summary>
    public static Symbol Gru(Symbol x, int units, int layers = 1, bool bidirectional = false, bool lastState = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MultiHeadAttentionAttribute"/>.</summary>
    public static Symbol MultiHeadAttention(Symbol x, int heads, bool causal = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MultiHeadAttentionAttribute"/>.</summary>
    /// <param name="x">What looks: a sequence, or a value of the sample.</param>
    /// <param name="memory">What is looked at: a sequence of the same size.</param>
    /// <param name="heads">Heads, which divide the size.</param>
    /// <param name="causal">Whether a step sees no later one.</param>
    public static Symbol MultiHeadAttention(Symbol x, Symbol memory, int heads, bool causal = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="PositionalEncodingAttribute"/>.</summary>
    public static Symbol PositionalEncoding(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="SumStepsAttribute"/>.</summary>
    public static Symbol SumSteps(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MeanStepsAttribute"/>.</summary>
    public static Symbol MeanSteps(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MaxStepsAttribute"/>.</summary>
    public static Symbol MaxSteps(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="FirstStepAttribute"/>.</summary>
    public static Symbol FirstStep(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="LastStepAttribute"/>.</summary>
    public static Symbol LastStep(Symbol x) => throw Symbol.Unexecutable();
}

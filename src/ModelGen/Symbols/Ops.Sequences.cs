namespace ModelGen;

public static partial class Ops
{
    /// <summary>See <see cref="EmbeddingAttribute"/>.</summary>
    public static Symbol Embedding(Indices x, int vocabulary, int size, Initializer initializer = Initializer.Default, float initializerScale = 0, bool sparse = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="EmbeddingAttribute"/>.</summary>
    public static Symbol Embedding(Label x, int vocabulary, int size, Initializer initializer = Initializer.Default, float initializerScale = 0, bool sparse = false) => throw Symbol.Unexecutable();

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

    /// <summary>See <see cref="SimpleRnnAttribute"/>; also what the units hand on after each sequence's last step (of the other direction, after its first): [units], of several layers or directions [layers · directions, units].</summary>
    public static (Symbol Output, Symbol State) SimpleRnnStates(Symbol x, int units, int layers = 1, bool bidirectional = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="SimpleRnnAttribute"/>; the units begin with what is given, such as another sequence's last state, and hand on what they have after the last step.</summary>
    /// <param name="x">[features] at each step, or one step alone, of units that go in one direction.</param>
    /// <param name="state">The state before the first step: [units], of several layers or directions [layers · directions, units].</param>
    /// <param name="units">Units.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="bidirectional">Whether each layer has units that go from the last step to the first, too.</param>
    public static (Symbol Output, Symbol State) SimpleRnnStates(Symbol x, Symbol state, int units, int layers = 1, bool bidirectional = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="LstmAttribute"/>; also what the units hand on after each sequence's last step (of the other direction, after its first): [units], of several layers or directions [layers · directions, units].</summary>
    public static (Symbol Output, Symbol State, Symbol Memory) LstmStates(Symbol x, int units, int layers = 1, bool bidirectional = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="LstmAttribute"/>; the units begin with what is given, such as another sequence's last state, and hand on what they have after the last step.</summary>
    /// <param name="x">[features] at each step, or one step alone, of units that go in one direction.</param>
    /// <param name="state">The state before the first step: [units], of several layers or directions [layers · directions, units].</param>
    /// <param name="memory">The memory before the first step, of the same shape.</param>
    /// <param name="units">Units.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="bidirectional">Whether each layer has units that go from the last step to the first, too.</param>
    public static (Symbol Output, Symbol State, Symbol Memory) LstmStates(Symbol x, Symbol state, Symbol memory, int units, int layers = 1, bool bidirectional = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="GruAttribute"/>; also what the units hand on after each sequence's last step (of the other direction, after its first): [units], of several layers or directions [layers · directions, units].</summary>
    public static (Symbol Output, Symbol State) GruStates(Symbol x, int units, int layers = 1, bool bidirectional = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="GruAttribute"/>; the units begin with what is given, such as another sequence's last state, and hand on what they have after the last step.</summary>
    /// <param name="x">[features] at each step, or one step alone, of units that go in one direction.</param>
    /// <param name="state">The state before the first step: [units], of several layers or directions [layers · directions, units].</param>
    /// <param name="units">Units.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="bidirectional">Whether each layer has units that go from the last step to the first, too.</param>
    public static (Symbol Output, Symbol State) GruStates(Symbol x, Symbol state, int units, int layers = 1, bool bidirectional = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MultiHeadAttentionAttribute"/>.</summary>
    public static Symbol MultiHeadAttention(Symbol x, int heads, bool causal = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MultiHeadAttentionAttribute"/>.</summary>
    /// <param name="x">What looks: a sequence, or a value of the sample.</param>
    /// <param name="memory">What is looked at: a sequence of the same size.</param>
    /// <param name="heads">Heads, which divide the size.</param>
    /// <param name="causal">Whether a step sees no later one.</param>
    public static Symbol MultiHeadAttention(Symbol x, Symbol memory, int heads, bool causal = false) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="MultiHeadAttentionAttribute"/>; also how much each step looks at each: [heads, largest number of steps], in each head 1 in all, and 0 for steps that are not seen and beyond the sequence's end.</summary>
    public static (Symbol Output, Symbol Weights) MultiHeadAttentionWeights(Symbol x, int heads, bool causal = false) => throw Symbol.Unexecutable();

    /// <inheritdoc cref="MultiHeadAttentionWeights(Symbol, int, bool)"/>
    /// <param name="x">What looks: a sequence, or a value of the sample.</param>
    /// <param name="memory">What is looked at: a sequence of the same size.</param>
    /// <param name="heads">Heads, which divide the size.</param>
    /// <param name="causal">Whether a step sees no later one.</param>
    public static (Symbol Output, Symbol Weights) MultiHeadAttentionWeights(Symbol x, Symbol memory, int heads, bool causal = false) => throw Symbol.Unexecutable();

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

    /// <summary>
    /// Runs a lambda along a sequence: from the state before a step and the step it makes the state after it, with the same weights at each step. Recurrence of any kind; <see cref="Lstm"/>, <see cref="Gru"/> and
    /// <see cref="SimpleRnn"/> are faster.
    /// </summary>
    /// <typeparam name="TState">A symbol, or a tuple of such.</typeparam>
    /// <param name="sequence">What has a value for each step.</param>
    /// <param name="state">The state before the first step, without steps: <c>Zeros(8)</c>, or what a sample has one of.</param>
    /// <param name="step">From the state and a step the next state, of the same shapes. It may read symbols around it, but change no variable.</param>
    /// <returns>The state after each step; <see cref="LastStep"/> is that after the last.</returns>
    public static TState Scan<TState>(Symbol sequence, TState state, Func<TState, Symbol, TState> step) => throw Symbol.Unexecutable();

    /// <summary>Zeros: a state to begin with.</summary>
    /// <param name="shape">Sizes, outermost first.</param>
    public static Symbol Zeros(params int[] shape) => throw Symbol.Unexecutable();
}

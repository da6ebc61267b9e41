namespace ModelGen;

/// <summary>
/// A trained row for each index: from one index to <c>[size]</c>, from several to <c>[indices, size]</c>; weight <c>[vocabulary, size]</c>, drawn from a normal distribution of deviation 1 if nothing else is said. PyTorch's
/// <c>Embedding</c>.
/// </summary>
/// <param name="vocabulary">How many indices there are, at least 1.</param>
/// <param name="size">Values of a row, at least 1.</param>
public sealed class EmbeddingAttribute(int vocabulary, int size) : LayerAttribute
{
    /// <summary>How many indices there are.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>Values of a row.</summary>
    public int Size { get; } = size;

    /// <summary>How the rows get their first values.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The constant, the deviation or the factor that <see cref="Initializer"/> speaks of; 0, if it is not set, means the initializer's own default.</summary>
    public float InitializerScale { get; set; }

    /// <summary>
    /// Whether a step touches only the rows that it used, at a cost that does not depend on the vocabulary: by <see cref="SgdAttribute"/> without momentum, <see cref="AdagradAttribute"/>, or
    /// <see cref="AdamAttribute"/>, whose moments of a row then move only when it is used, as in PyTorch's <c>SparseAdam</c>; no penalty or decay acts on them.
    /// </summary>
    public bool Sparse { get; set; }
}

/// <summary>1 at an index and 0 elsewhere: from one index to <c>[classes]</c>, from several to <c>[indices, classes]</c>. PyTorch's <c>one_hot</c>.</summary>
/// <param name="classes">How many indices there are, at least 1.</param>
public sealed class OneHotAttribute(int classes) : LayerAttribute
{
    /// <summary>How many indices there are.</summary>
    public int Classes { get; } = classes;
}

/// <summary>
/// Units whose state goes along a sequence. From <c>[features]</c> at each step to <c>[units]</c> at each step, <c>[2·units]</c> of both directions; with <see cref="LastState"/> to the last alone. The state before the first
/// step is 0, and each sequence ends at its own length. Weights have PyTorch's names, layouts and first values (±1/√units, evenly): <c>weight_ih_l0</c> <c>[gates·units, features]</c>, <c>weight_hh_l0</c>
/// <c>[gates·units, units]</c>, <c>bias_ih_l0</c>, <c>bias_hh_l0</c> <c>[gates·units]</c>, further layers <c>_l1</c>…, the other direction <c>_l0_reverse</c>….
/// </summary>
/// <param name="units">Units of a direction, at least 1.</param>
public abstract class RecurrentAttribute(int units) : LayerAttribute
{
    /// <summary>Units of a direction.</summary>
    public int Units { get; } = units;

    /// <summary>Layers, each of which takes the states of the one before.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Whether each layer has as many units more that go from the last step to the first.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>Whether the result is the state after each sequence's last step (of units that go the other way, after its first), as PyTorch's <c>h_n</c> of the last layer, and not that after every step.</summary>
    public bool LastState { get; set; }
}

/// <summary><c>h = tanh(W·x + b + U·h + c)</c> (Elman 1990). Shapes: <see cref="RecurrentAttribute"/>; one gate. PyTorch's <c>RNN</c>.</summary>
/// <param name="units">Units of a direction, at least 1.</param>
public sealed class SimpleRnnAttribute(int units) : RecurrentAttribute(units);

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000): <c>i, f, o = σ(…)</c>, <c>g = tanh(…)</c>, <c>c = f·c + i·g</c>, <c>h = o·tanh(c)</c>. Shapes:
/// <see cref="RecurrentAttribute"/>; four gates, in the order i, f, g, o. PyTorch's <c>LSTM</c>.
/// </summary>
/// <param name="units">Units of a direction, at least 1.</param>
public sealed class LstmAttribute(int units) : RecurrentAttribute(units);

/// <summary>
/// The gated recurrent unit (Cho et al. 2014): <c>r, z = σ(…)</c>, <c>n = tanh(W·x + b + r·(U·h + c))</c>, <c>h = (1 − z)·n + z·h</c>. Shapes: <see cref="RecurrentAttribute"/>; three gates, in the order r, z, n. PyTorch's
/// <c>GRU</c>.
/// </summary>
/// <param name="units">Units of a direction, at least 1.</param>
public sealed class GruAttribute(int units) : RecurrentAttribute(units);

/// <summary>The sum over each sequence's steps, in their order. Shape unchanged, without steps.</summary>
public sealed class SumStepsAttribute : LayerAttribute;

/// <summary>The mean over each sequence's steps. Shape unchanged, without steps.</summary>
public sealed class MeanStepsAttribute : LayerAttribute;

/// <summary>The largest value over each sequence's steps, for each element; the gradient goes to the first step that has it. Shape unchanged, without steps.</summary>
public sealed class MaxStepsAttribute : LayerAttribute;

/// <summary>The value of the first step. Shape unchanged, without steps.</summary>
public sealed class FirstStepAttribute : LayerAttribute;

/// <summary>The value of each sequence's own last step. Shape unchanged, without steps.</summary>
public sealed class LastStepAttribute : LayerAttribute;

/// <summary>
/// Attention of several heads (Vaswani et al. 2017, section 3.2): each step of a sequence looks at all steps and takes <c>softmax(q·kᵀ/√d)·v</c>, in each head with its own part of the projections. Shape unchanged. As a method it takes a
/// second operand to be looked at instead, of the same size, a sequence of its own lengths; the first then need be no sequence. Weights have PyTorch's names and layouts: <c>in_proj_weight</c> <c>[3·size, size]</c>,
/// <c>in_proj_bias</c> <c>[3·size]</c>, <c>out_proj.weight</c> <c>[size, size]</c>, <c>out_proj.bias</c> <c>[size]</c>. PyTorch's <c>MultiheadAttention</c>.
/// </summary>
/// <param name="heads">Heads, which divide the size.</param>
public sealed class MultiHeadAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>Heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether a step sees no later one.</summary>
    public bool Causal { get; set; }
}

/// <summary>
/// Adds waves that tell the steps apart (Vaswani et al. 2017, section 3.5): <c>sin(t / 10000^(i / size))</c> to even elements i of step t, from 0, <c>cos(t / 10000^((i − 1) / size))</c> to odd ones. Shape unchanged.
/// </summary>
public sealed class PositionalEncodingAttribute : LayerAttribute;

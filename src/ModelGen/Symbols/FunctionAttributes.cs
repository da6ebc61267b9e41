namespace ModelGen;

/// <summary>
/// Makes a static method over symbols a network: the generator executes its body while the compiler runs and emits what is left, the network's graph. Its parameters are data
/// (<see cref="ShapeAttribute"/>) or noise, its result a <see cref="Symbol"/> or a tuple of them.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>
    /// Whether the network can be run one step at a time, too, along its last <see cref="SequenceAttribute"/> parameter: <c>StartF</c> begins sequences, and each call of what it returns takes the next step, so that what
    /// comes next may depend on what came out. All results must have a value for each of those steps, and no step may need later ones.
    /// </summary>
    public bool StepByStep { get; set; }
}

/// <summary>
/// Makes a static method over symbols an objective: it returns one number a sample, whose mean over the batch a step makes smaller. Its optimizer and its regularizers stand beside it.
/// </summary>
/// <param name="networks">Names of the networks whose weights a step updates; none for all that the objective reaches.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ObjectiveAttribute(params string[] networks) : Attribute
{
    /// <summary>The networks whose weights a step updates; empty for all that the objective reaches.</summary>
    public string[] Networks { get; } = networks;
}

/// <summary>The shape of a parameter's samples: <c>[Shape(3, 32, 32)] Symbol image</c>. The batch is never written.</summary>
/// <param name="sizes">Sizes, outermost first, each at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(params int[] sizes) : Attribute
{
    /// <summary>Sizes, outermost first.</summary>
    public int[] Sizes { get; } = sizes;
}

/// <summary>
/// A parameter that is noise: independent normal numbers of mean 0 and deviation 1, which the generated code draws itself, so that the generated members do not have the parameter. Seed, step and
/// sample decide them; a network draws new ones at each call.
/// </summary>
/// <param name="sizes">The shape: sizes, outermost first, each at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NormalAttribute(params int[] sizes) : Attribute
{
    /// <summary>Sizes, outermost first.</summary>
    public int[] Sizes { get; } = sizes;
}

/// <summary>As <see cref="NormalAttribute"/>, but numbers that are equally likely anywhere from 0 up to, but without, 1.</summary>
/// <param name="sizes">The shape: sizes, outermost first, each at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UniformAttribute(params int[] sizes) : Attribute
{
    /// <summary>Sizes, outermost first.</summary>
    public int[] Sizes { get; } = sizes;
}

/// <summary>
/// A parameter of indices that the generated code draws itself, as <see cref="NormalAttribute"/> draws numbers: negative examples, <c>[Negatives(5, 10_000)] Indices negatives</c>. The model has a property that
/// says from which distribution, <c>model.NegativesDistribution = NoiseDistribution.FromCounts(counts)</c>; without one all indices are equally likely.
/// </summary>
/// <param name="count">Indices of a sample, at least 1.</param>
/// <param name="vocabulary">How many indices there are, at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NegativesAttribute(int count, int vocabulary) : Attribute
{
    /// <summary>Indices of a sample.</summary>
    public int Count { get; } = count;

    /// <summary>How many indices there are.</summary>
    public int Vocabulary { get; } = vocabulary;
}

/// <summary>How many values a parameter of integers can take: 0 up to, but without, this number. A <see cref="Label"/> that a loss takes needs none: the loss knows its classes.</summary>
/// <param name="size">At least 1.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class VocabularyAttribute(int size) : Attribute
{
    /// <summary>How many values there are.</summary>
    public int Size { get; } = size;
}

/// <summary>
/// A parameter, or the input of a row of layers, with a value for each step of a sequence whose length differs from sample to sample: <c>[Sequence(50)] Indices words</c>, <c>[Input(13), Sequence(400)]</c>. Generated members take the samples' values one after the other and, after them, their
/// lengths. Operations work on each step by itself, recurrent layers along the steps; what is beyond a sequence's end reaches no result, no loss and no gradient.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class, Inherited = false)]
public sealed class SequenceAttribute : Attribute
{
    /// <summary>A time axis of its own.</summary>
    /// <param name="maximumLength">Most steps of a sample, at least 1; memory is kept for that many.</param>
    public SequenceAttribute(int maximumLength) => MaximumLength = maximumLength;

    /// <summary>The time axis of an earlier parameter: as many steps as that in each sample.</summary>
    /// <param name="parameter">The other parameter's name.</param>
    public SequenceAttribute(string parameter) => Parameter = parameter;

    /// <summary>Most steps of a sample; 0 where they are another parameter's.</summary>
    public int MaximumLength { get; }

    /// <summary>The parameter whose steps they are; null where it has its own.</summary>
    public string? Parameter { get; }
}

/// <summary>
/// Lets <c>Train</c> step an objective once in so many of its steps, at the last of them: <c>[Objective(nameof(Generate)), Adam, Every(5)]</c> makes one step of a generator after five of the critic, as Wasserstein's networks are trained (Arjovsky et al. 2017,
/// algorithm 1). At least one objective of a class steps each time.
/// </summary>
/// <param name="steps">At least 1.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryAttribute(int steps) : Attribute
{
    /// <summary>Steps of the training for one of the objective.</summary>
    public int Steps { get; } = steps;
}

/// <summary>Names the weights of a layer or block: <c>[Name("layer1.0.conv1")]</c> on a partial method that is a layer, or on a building block.</summary>
/// <param name="name">What stands before <c>.weight</c>; with dots, as in PyTorch.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NameAttribute(string name) : Attribute
{
    /// <summary>What stands before <c>.weight</c>.</summary>
    public string Name { get; } = name;
}

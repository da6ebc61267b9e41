namespace ModelGen.Compiler.Graphs;

/// <summary>How often a value exists.</summary>
public enum Extent
{
    /// <summary>Once a sample: an activation.</summary>
    Sample,

    /// <summary>Once: a parameter, state, or a sum over the batch.</summary>
    Batch,
}

/// <summary>Where a value comes from.</summary>
public enum ValueSource
{
    /// <summary>A node computes it.</summary>
    Operation,

    /// <summary>It is trained.</summary>
    Parameter,

    /// <summary>It is saved but not trained.</summary>
    State,
}

/// <summary>A tensor of a graph, known by its shape.</summary>
public sealed class Value
{
    internal Value(int id, string name, Shape shape, Extent extent, ValueSource source, int tensor, bool isInteger, Node? producer, int output, TimeAxis? time = null)
    {
        Id = id;
        Name = name;
        Shape = shape;
        Extent = extent;
        Source = source;
        Tensor = tensor;
        IsInteger = isInteger;
        Producer = producer;
        Output = output;
        Time = time;
    }

    /// <summary>Its number in the graph.</summary>
    public int Id { get; }

    /// <summary>A name for people.</summary>
    public string Name { get; }

    /// <summary>Its sizes, without the batch.</summary>
    public Shape Shape { get; }

    /// <summary>Whether it exists once a sample or once.</summary>
    public Extent Extent { get; }

    /// <summary>The time axis that it exists along, once a step; null for what a sample has one of.</summary>
    public TimeAxis? Time { get; }

    /// <summary>The elements of a sample, those of all steps that it may have.</summary>
    public int Elements => checked(Shape.Count * (Time?.MaximumLength ?? 1));

    /// <summary>Where it comes from.</summary>
    public ValueSource Source { get; }

    /// <summary>For parameters and state: the index in the model's list of tensors.</summary>
    public int Tensor { get; }

    /// <summary>Whether it holds integers (class indices).</summary>
    public bool IsInteger { get; }

    /// <summary>The node that computes it, if any.</summary>
    public Node? Producer { get; }

    /// <summary>Which of the producer's outputs it is.</summary>
    public int Output { get; }

    /// <summary>The value that this is a view of, through all views; itself where it is none.</summary>
    public Value Viewed => Producer is { Operation.IsView: true } view ? view.Inputs[0].Viewed : this;

    /// <summary>The same value as an array of other sizes, for descriptions.</summary>
    internal Value WithShape(Shape shape) => new(Id, Name, shape, Extent, Source, Tensor, IsInteger, Producer, Output, Time);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Shape.ToShortString()}";
}

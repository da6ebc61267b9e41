using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Graphs;

/// <summary>One application of an operation.</summary>
public sealed class Node
{
    internal Node(int id, Operation operation, IReadOnlyList<Value> inputs, string name, int origin)
    {
        Id = id;
        Operation = operation;
        Inputs = inputs;
        Name = name;
        LastName = name;
        Origin = origin;
    }

    /// <summary>Its number in the graph.</summary>
    public int Id { get; }

    /// <summary>What is computed.</summary>
    public Operation Operation { get; }

    /// <summary>The operands, weights last.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>The results.</summary>
    public IReadOnlyList<Value> Outputs { get; internal set; } = [];

    /// <summary>Name from the user's names, such as <c>conv2D1</c>.</summary>
    public string Name { get; }

    /// <summary>Name of the last of the operations that it stands for; its own, unless several became one.</summary>
    public string LastName { get; internal set; }

    /// <summary>Id of the source span that made it.</summary>
    public int Origin { get; }

    /// <summary>The time axis whose steps are computed one after the other; null for what is computed at once, along all of it or without one.</summary>
    public TimeAxis? Steps => Operation.RunsAlongTime ? null : Inputs.Concat(Outputs).Select(value => value.Time).FirstOrDefault(time => time is not null);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Operation.Describe()}";
}

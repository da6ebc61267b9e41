using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>What a shape rule says: the results' shapes, or what is wrong.</summary>
public readonly struct ShapeResult
{
    private ShapeResult(IReadOnlyList<Shape> shapes, Problem? problem)
    {
        Shapes = shapes;
        Problem = problem;
    }

    /// <summary>The results' shapes; empty when there is a problem.</summary>
    public IReadOnlyList<Shape> Shapes { get; }

    /// <summary>What is wrong, if anything.</summary>
    public Problem? Problem { get; }

    /// <summary>One result of this shape.</summary>
    public static implicit operator ShapeResult(Shape shape) => new([shape], problem: null);

    /// <summary>Several results.</summary>
    public static implicit operator ShapeResult(Shape[] shapes) => new(shapes, problem: null);

    /// <summary>A broken rule.</summary>
    public static implicit operator ShapeResult(Problem problem) => new([], problem);
}

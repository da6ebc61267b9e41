using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>Limits the norm of each unit's weights after a step: of each row of a tensor's first axis, as PyTorch's <c>renorm</c> over axis 0.</summary>
internal sealed class MaxNorm : Job
{
    /// <summary>As in PyTorch's <c>renorm</c>.</summary>
    private const double Epsilon = 1e-7;

    private const int ParallelWeights = 50_000;

    private readonly ModelLayout layout;
    private readonly ModelMemory model;
    private readonly RangeLayout[] trained;
    private (int From, int Length)[] rows = [];
    private int weights;
    private float norm;

    public MaxNorm(ModelLayout layout, ModelMemory model, RangeLayout[] trained)
    {
        this.layout = layout;
        this.model = model;
        this.trained = trained;
    }

    /// <summary>Finds the rows of the weights that are trained and not frozen.</summary>
    public void Arrange(ObjectiveTraining training)
    {
        var all = new List<(int From, int Length)>();
        weights = 0;
        foreach (var tensor in layout.Parameters)
        {
            if (!tensor.IsWeight || tensor.Shape.Length < 2 || !Array.Exists(trained, range => tensor.Offset >= range.From && tensor.Offset < range.To) || training.IsFrozen(training.GroupOf(tensor)))
                continue;
            var length = tensor.Size / tensor.Shape[0];
            for (var row = 0; row < tensor.Shape[0]; row++)
                all.Add((tensor.Offset + row * length, length));
            weights += tensor.Size;
        }

        rows = [.. all];
    }

    /// <summary>Scales down the rows that are longer.</summary>
    public void Apply(float norm)
    {
        this.norm = norm;
        WorkerPool.Shared.Run(this, rows.Length, weights >= ParallelWeights ? ModelGenThreads.Count : 1);
    }

    public override void Execute(int number, int worker)
    {
        var row = model.Parameters.Span.Slice(rows[number].From, rows[number].Length);
        var length = Math.Sqrt(Squares.Sum(row));
        if (length > norm)
            TensorPrimitives.Multiply(row, (float)(norm / (length + Epsilon)), row);
    }
}

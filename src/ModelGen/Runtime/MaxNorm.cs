using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>Limits the norm of each unit's weights after a step, as PyTorch's <c>renorm</c> over the axis of the units.</summary>
internal sealed class MaxNorm : Job
{
    /// <summary>As in PyTorch's <c>renorm</c>.</summary>
    private const double Epsilon = 1e-7;

    private const int ParallelWeights = 50_000;

    private readonly ModelLayout layout;
    private readonly ModelMemory model;
    private readonly RangeLayout[] trained;
    private (int Offset, int Unit, UnitLayout Units)[] rows = [];
    private int weights;
    private float norm;

    public MaxNorm(ModelLayout layout, ModelMemory model, RangeLayout[] trained)
    {
        this.layout = layout;
        this.model = model;
        this.trained = trained;
    }

    /// <summary>Finds the units of the weights that are trained and not frozen.</summary>
    public void Arrange(ObjectiveTraining training)
    {
        var all = new List<(int Offset, int Unit, UnitLayout Units)>();
        weights = 0;
        foreach (var tensor in layout.Parameters)
        {
            if (!tensor.IsWeight || tensor.Shape.Length < 2 || !Array.Exists(trained, range => tensor.Offset >= range.From && tensor.Offset < range.To) || training.IsFrozen(training.GroupOf(tensor)))
                continue;
            var units = UnitLayout.Of(tensor.Shape, tensor.UnitAxis);
            for (var unit = 0; unit < units.Count; unit++)
                all.Add((tensor.Offset, unit, units));
            weights += tensor.Size;
        }

        rows = [.. all];
    }

    /// <summary>Scales down the units that are longer.</summary>
    public void Apply(float norm)
    {
        this.norm = norm;
        WorkerPool.Shared.Run(this, rows.Length, weights >= ParallelWeights ? ModelGenThreads.Count : 1);
    }

    public override void Execute(int number, int worker)
    {
        var (offset, unit, units) = rows[number];
        var squares = 0.0;
        for (var part = 0; part < units.Parts; part++)
            squares += Squares.Sum(Part(part));
        var length = Math.Sqrt(squares);
        for (var part = 0; part < units.Parts && length > norm; part++)
            TensorPrimitives.Multiply(Part(part), (float)(norm / (length + Epsilon)), Part(part));

        Span<float> Part(int part) => model.Parameters.Span.Slice(offset + units.Start(unit, part), units.Length);
    }
}

using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>What an objective's update does with a sparse tensor, a piece of rows at a time.</summary>
/// <param name="gradient">The tensor's gradient.</param>
internal sealed class SparseUpdate(SparseGradient gradient)
{
    // Rows that batches of the step before the last have used, and of the last batch's those that none of them had.
    private readonly RowList accumulatedRows = new(gradient.Tensor.Shape[0]);
    private bool[] isNew = [];

    public SparseGradient Gradient => gradient;

    /// <summary>Which set of the optimizer's numbers counts.</summary>
    public int Numbers { get; private set; }

    /// <summary>Whether the tensor stays as it is.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Notes the tensor's group of parameters.</summary>
    public void Arrange(ObjectiveTraining training)
    {
        Numbers = UpdatePiece.NumbersOf(gradient.Tensor, training);
        IsFrozen = training.IsFrozen(Numbers / 2);
    }

    /// <summary>Makes room for the rows of a batch among those that were accumulated.</summary>
    public void BeginAccumulation()
    {
        accumulatedRows.Reserve(gradient.Rows.Length);
        if (isNew.Length < gradient.Rows.Length)
            isNew = new bool[gradient.Rows.Length];
        for (var place = 0; place < gradient.Rows.Length; place++)
            _ = accumulatedRows.Add(gradient.Rows[place], out isNew[place]);
    }

    /// <summary>Adds a row's gradient to those of the step's batches before it.</summary>
    public void Accumulate(int place, PinnedBuffer accumulated, int batch)
    {
        var sum = gradient.Of(accumulated, gradient.Rows[place]);
        if (isNew[place])
            TensorPrimitives.Multiply(gradient.Gradient(place), batch, sum);
        else
            TensorPrimitives.FusedMultiplyAdd(gradient.Gradient(place), batch, sum, sum);
    }

    /// <summary>Makes the rows that were accumulated those of the gradient.</summary>
    public void TakeAccumulated(PinnedBuffer accumulated) => gradient.Take(accumulatedRows.Rows, accumulated);

    /// <summary>Forgets the rows that were accumulated.</summary>
    public void Drop() => accumulatedRows.Clear();
}

namespace ModelGen.Runtime;

/// <summary>The gradients of a model's sparse tensors, which all objectives have in common as they have the flat gradient.</summary>
internal sealed class SparseGradients
{
    private readonly SparseGradient[] all;

    public SparseGradients(ModelLayout layout, PinnedBuffer gradients)
    {
        all = new SparseGradient[Array.FindLastIndex(layout.Parameters, tensor => tensor.IsSparse) + 1];
        for (var i = 0; i < all.Length; i++)
            all[i] = new SparseGradient(layout.Parameters[i], gradients);
    }

    /// <summary>Floats of sparse tensors, which stand first in the flat buffers.</summary>
    public int Length => all.Length == 0 ? 0 : all[^1].Tensor.Offset + all[^1].Tensor.Size;

    /// <summary>Those that a program computes.</summary>
    public SparseGradient[] Of(ProgramLayout program) => Array.FindAll(all, gradient => Array.Exists(program.Rows, use => use.Tensor == gradient.Tensor.Offset));

    /// <summary>Finds the rows that a batch used.</summary>
    public void Collect(BatchRun run)
    {
        foreach (var gradient in all)
            gradient.Collect(run);
    }

    /// <summary>Makes all gradients 0.</summary>
    public void Clear()
    {
        foreach (var gradient in all)
            gradient.Clear();
    }
}

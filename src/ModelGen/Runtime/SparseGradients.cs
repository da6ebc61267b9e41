namespace ModelGen.Runtime;

/// <summary>The gradients of a model's sparse tensors, which all objectives have in common as they have the flat gradient. That shows them where somebody looks.</summary>
internal sealed class SparseGradients
{
    private readonly SparseGradient[] all;
    private readonly PinnedBuffer gradients;
    private readonly Lock showing = new();
    private bool isShown = true;

    public SparseGradients(ModelLayout layout, PinnedBuffer gradients)
    {
        this.gradients = gradients;
        all = new SparseGradient[Array.FindLastIndex(layout.Parameters, tensor => tensor.IsSparse) + 1];
        for (var i = 0; i < all.Length; i++)
            all[i] = new SparseGradient(layout.Parameters[i]);
    }

    /// <summary>Floats of sparse tensors, which stand first in the flat buffers.</summary>
    public int Length => all.Length == 0 ? 0 : all[^1].Tensor.Offset + all[^1].Tensor.Size;

    /// <summary>Those that a program computes.</summary>
    public SparseGradient[] Of(ProgramLayout program) => Array.FindAll(all, gradient => Array.Exists(program.Rows, use => use.Tensor == gradient.Tensor.Offset));

    /// <summary>Finds the rows that a batch used.</summary>
    public void Collect(BatchRun run)
    {
        isShown = false;
        foreach (var gradient in all)
            gradient.Collect(run);
    }

    /// <summary>Makes all gradients 0: a run is about to overwrite their memory.</summary>
    public void Clear()
    {
        isShown = false;
        foreach (var gradient in all)
            gradient.Clear();
    }

    /// <summary>Writes the gradients into the flat one, where they are not there yet.</summary>
    public void Show()
    {
        lock (showing)
        {
            foreach (var gradient in isShown ? [] : all)
                gradient.Show(gradients);
            isShown = true;
        }
    }
}

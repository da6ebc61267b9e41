using System.Collections;
using System.Numerics.Tensors;

namespace ModelGen;

/// <summary>One tensor of a model: a live view, read-only.</summary>
public sealed class NamedTensor
{
    private readonly Runtime.PinnedBuffer buffer;
    private readonly Runtime.TensorLayout layout;
    private readonly Runtime.SparseGradients? sparse;

    internal NamedTensor(Runtime.PinnedBuffer buffer, Runtime.TensorLayout layout, Runtime.SparseGradients? sparse)
    {
        this.buffer = buffer;
        this.layout = layout;
        this.sparse = sparse;
    }

    /// <summary>PyTorch's name, such as <c>conv2D1.weight</c>.</summary>
    public string Name => layout.Name;

    /// <summary>Sizes, outermost first, in PyTorch's layout (<c>[out, in, kernelHeight, kernelWidth]</c>); empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => layout.Shape;

    /// <summary>The values, row-major.</summary>
    public ReadOnlySpan<float> Values
    {
        get
        {
            sparse?.Show();
            return Writable;
        }
    }

    internal bool IsInteger => layout.IsInteger;

    internal int Offset => layout.Offset;

    /// <summary>Whether penalties act on it.</summary>
    internal bool IsWeight => layout.IsWeight;

    internal Runtime.UnitLayout Units => Runtime.UnitLayout.Of(layout.Shape, layout.UnitAxis);

    internal Span<float> Writable => buffer.Span.Slice(layout.Offset, layout.Size);

    /// <summary>The values in their shape; a scalar has the shape [1].</summary>
    public ReadOnlyTensorSpan<float> AsTensorSpan()
    {
        Span<nint> lengths = stackalloc nint[Math.Max(1, Shape.Length)];
        lengths[0] = 1;
        for (var i = 0; i < Shape.Length; i++)
            lengths[i] = Shape[i];
        return new ReadOnlyTensorSpan<float>(Values, lengths);
    }

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", layout.Shape)}]";
}

/// <summary>Named views of one flat buffer of a model: its parameters, their gradients, or its state.</summary>
public sealed class NamedTensors : IReadOnlyList<NamedTensor>
{
    private readonly NamedTensor[] tensors;
    private readonly Runtime.PinnedBuffer buffer;
    private readonly int length;
    private readonly Runtime.Engine? writer;
    private readonly Runtime.SparseGradients? sparse;

    internal NamedTensors(Runtime.PinnedBuffer buffer, int length, Runtime.TensorLayout[] layouts, Runtime.Engine? writer, Runtime.SparseGradients? sparse = null)
    {
        this.sparse = sparse;
        this.buffer = buffer;
        this.length = length;
        this.writer = writer;
        tensors = new NamedTensor[layouts.Length];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new NamedTensor(buffer, layouts[i], sparse);
    }

    /// <summary>Number of tensors.</summary>
    public int Count => tensors.Length;

    /// <summary>The whole buffer, tensor after tensor.</summary>
    public ReadOnlySpan<float> Values
    {
        get
        {
            sparse?.Show();
            return buffer.Span[..length];
        }
    }

    /// <summary>Whether <see cref="Set"/> is refused: gradients are computed, not set.</summary>
    public bool IsReadOnly => writer is null;

    /// <summary>The tensor at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such position.</exception>
    public NamedTensor this[int index] => (uint)index < (uint)tensors.Length
        ? tensors[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {tensors.Length} tensors, from 0 on.");

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">No such tensor; the message lists those there are.</exception>
    public NamedTensor this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Array.Find(tensors, tensor => tensor.Name == name)
                ?? throw new KeyNotFoundException($"No tensor is called '{name}'. There are: {string.Join(", ", tensors.Select(tensor => tensor.Name))}.");
        }
    }

    /// <summary>Overwrites a tensor. This is the one way to write, so that whatever was derived from the old values is derived again. </summary>
    /// <param name="name">Which.</param>
    /// <param name="values">As many values as it has, row-major.</param>
    /// <exception cref="KeyNotFoundException">No such tensor.</exception>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="InvalidOperationException"><see cref="IsReadOnly"/>, or the model is at work on another thread.</exception>
    public void Set(string name, ReadOnlySpan<float> values)
    {
        if (writer is null)
            throw new InvalidOperationException("Gradients are computed and cannot be set.");
        var tensor = this[name];
        if (values.Length != tensor.Values.Length)
            throw new ArgumentException($"{tensor} has {tensor.Values.Length} values, got {values.Length}.", nameof(values));
        writer.Write(tensor, values);
    }

    /// <summary>The tensors in the order of the buffer.</summary>
    public IEnumerator<NamedTensor> GetEnumerator() => ((IEnumerable<NamedTensor>)tensors).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

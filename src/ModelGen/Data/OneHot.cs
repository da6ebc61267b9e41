namespace ModelGen;

/// <summary>A class index as the probabilities of the classes: 1 at its place, 0 elsewhere.</summary>
internal sealed class OneHot(int classes) : ColumnMap
{
    public override ColumnShape ShapeOf(ColumnShape column) => new(classes, IsInteger: false);

    public override void Apply(Span<float> words)
    {
        var label = BitConverter.SingleToInt32Bits(words[0]);
        if ((uint)label >= (uint)classes)
            throw new InvalidDataException($"A class index to be made one-hot is {label}; expected 0 to {classes - 1}.");
        words.Clear();
        words[label] = 1;
    }
}

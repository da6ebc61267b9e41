namespace ModelGen.Runtime;

/// <summary>Parameters that one call of an update is for.</summary>
/// <param name="From">The first.</param>
/// <param name="To">One past the last.</param>
/// <param name="Numbers">Which set of the optimizer's numbers counts: twice the group, and one more for weights where these decay by themselves.</param>
/// <param name="IsFrozen">Whether they stay as they are.</param>
/// <param name="FirstWeights">The first of the model's weights that reaches into it.</param>
internal readonly record struct UpdatePiece(int From, int To, int Numbers, bool IsFrozen, int FirstWeights)
{
    private const int Length = 4096;

    /// <summary>Cuts what is trained into pieces, none with parameters of two groups.</summary>
    public static UpdatePiece[] Cut(ModelLayout layout, RangeLayout[] trained, ObjectiveTraining training, RangeLayout[] weights)
    {
        var pieces = new List<UpdatePiece>();
        var tensor = 0;
        foreach (var range in trained)
        {
            while (layout.Parameters[tensor].Offset < range.From)
                tensor++;
            var from = range.From;
            var numbers = NumbersOf(layout.Parameters[tensor], training);
            for (; tensor < layout.Parameters.Length && layout.Parameters[tensor].Offset < range.To; tensor++)
            {
                if (NumbersOf(layout.Parameters[tensor], training) is var next && next != numbers)
                {
                    Add(from, layout.Parameters[tensor].Offset, numbers);
                    (from, numbers) = (layout.Parameters[tensor].Offset, next);
                }
            }

            Add(from, range.To, numbers);
        }

        return [.. pieces];

        void Add(int from, int to, int numbers)
        {
            for (; from < to; from += Length)
                pieces.Add(new UpdatePiece(from, Math.Min(from + Length, to), numbers, training.IsFrozen(numbers / 2), FirstWeightsAfter(weights, from)));
        }
    }

    /// <summary>Which set of the optimizer's numbers counts for a tensor.</summary>
    public static int NumbersOf(TensorLayout tensor, ObjectiveTraining training) => 2 * training.GroupOf(tensor) + (training.DecaysWeights && tensor.IsWeight ? 1 : 0);

    private static int FirstWeightsAfter(RangeLayout[] weights, int from)
    {
        var first = 0;
        while (first < weights.Length && weights[first].To <= from)
            first++;
        return first;
    }
}

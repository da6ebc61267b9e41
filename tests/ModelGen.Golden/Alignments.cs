using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Golden;

/// <summary>Labels that are aligned with scores by connectionist temporal classification, of one sample more than there are steps for: sequences run one by one, so that nothing is padded.</summary>
internal static class Alignments
{
    private const long Features = 3, Classes = 5;

    // More than a block of sixteen, from one step up.
    private static readonly long[] Lengths = [3, 1, 7, 4, 2, 6, 9, 1, 5, 3, 2, 4, 6, 1, 2, 5, 3, 7, 4];

    // Half of the steps, rounded up, are room enough for any labels.
    private static readonly long[] Labels = [.. Lengths.Select((length, sample) => sample == 1 ? 2 : (length + 1) / 2)];

    public static Network Network => new("Alignments", () => Sequential(("dense1", Linear(Features, 8)), ("tanh1", Tanh()), ("dense2", Linear(8, Classes))), Loss, Frames, Targets)
    {
        Columns = new Dictionary<string, Tensor> { ["lengths"] = tensor(Lengths), ["labelLengths"] = tensor(Labels) },
    };

    private static Tensor Frames
    {
        get
        {
            random.manual_seed(33);
            return randn([Lengths.Sum(), Features]);
        }
    }

    private static Tensor Targets
    {
        get
        {
            random.manual_seed(34);
            return randint(1, Classes, [Labels.Sum()], dtype: ScalarType.Int64);
        }
    }

    private static Tensor Loss(Tensor scores, Tensor labels)
    {
        var (first, firstLabel) = (0L, 0L);
        return stack([.. Lengths.Zip(Labels, (length, count) => functional.ctc_loss(
            functional.log_softmax(scores[TensorIndex.Slice(first, first += length)], 1).unsqueeze(1),
            labels[TensorIndex.Slice(firstLabel, firstLabel += count)].unsqueeze(0),
            tensor(new[] { length }),
            tensor(new[] { count }),
            zero_infinity: true,
            reduction: Reduction.None).squeeze())]).mean();
    }
}

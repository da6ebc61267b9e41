using CsCheck;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Numbers that stand for a sequential network. Any numbers do: each picks among what is possible where it stands.</summary>
/// <param name="Input">Picks the input's shape.</param>
/// <param name="Layers">Each picks a layer.</param>
/// <param name="Loss">Picks output size and loss.</param>
/// <param name="Form">Picks how the code is unrolled.</param>
/// <param name="Batch">Samples.</param>
internal sealed record RandomNetwork(int Input, int[] Layers, int Loss, int Form, int Batch)
{
    private static readonly string[] Activations =
    [
        "Tanh", "Relu", "LeakyRelu(0.2f)", "Elu", "Selu", "Gelu", "Silu", "Mish", "Softplus", "Softsign", "Sigmoid", "HardSigmoid", "HardTanh", "Identity",
    ];

    private static readonly string[] Losses =
    [
        "CrossEntropy", "CrossEntropy(LabelSmoothing = 0.2f)", "LogSoftmax, NegativeLogLikelihood", "BinaryCrossEntropy", "SquaredError", "AbsoluteError", "Huber(0.5f)", "Hinge", "Perceptron",
    ];

    private static readonly int[] Batches = [1, 2, 5, 15, 16, 17, 33, 50];

    /// <summary>All networks.</summary>
    public static Gen<RandomNetwork> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Int[0, 1_000_000],
        CsCheck.Gen.Int[0, 1_000_000].Array[1, 6],
        CsCheck.Gen.Int[0, 1_000_000],
        CsCheck.Gen.Int[0, 3],
        CsCheck.Gen.Int[0, Batches.Length - 1],
        (input, layers, loss, form, batch) => new RandomNetwork(input, layers, loss, form, Batches[batch]));

    /// <summary>The model's attribute.</summary>
    public string Model => Form switch { 0 => "Model(Unroll = Unroll.Tiles)", 1 => "Model(Unroll = Unroll.Full)", _ => "Model" };

    /// <summary>The attributes from the input to the optimizer.</summary>
    public string Attributes
    {
        get
        {
            var pick = new Picker(Input);
            var (channels, height, width) = pick.Next(2) == 0 ? (1 + pick.Next(18), 0, 0) : (1 + pick.Next(4), 3 + pick.Next(8), 3 + pick.Next(8));
            var attributes = new List<string> { height == 0 ? $"Input({channels})" : $"Input({channels}, {height}, {width})" };
            foreach (var layer in Layers)
            {
                pick = new Picker(layer);
                attributes.Add(height == 0 ? Vector(ref pick, ref channels) : Image(ref pick, ref channels, ref height, ref width));
            }

            pick = new Picker(Loss);
            attributes.AddRange([.. height == 0 ? Array.Empty<string>() : ["Flatten"], $"Dense({2 + pick.Next(6)})", Losses[pick.Next(Losses.Length)], "Sgd(0.1f)"]);
            return string.Join(", ", attributes);
        }
    }

    /// <summary>As a test names it.</summary>
    public override string ToString() => $"[{Model}, {Attributes}], a batch of {Batch}";

    private static string Vector(ref Picker pick, ref int features)
    {
        switch (pick.Next(6))
        {
            case 0 or 1:
                features = 1 + pick.Next(20);
                return $"Dense({features}{(pick.Next(4) == 0 ? ", Bias = false" : string.Empty)})";
            case 2:
                return "Dropout(0.4f)";
            case 3:
                return pick.Next(2) == 0 ? "Softmax" : "LogSoftmax";
            default:
                return Activations[pick.Next(Activations.Length)];
        }
    }

    private static string Image(ref Picker pick, ref int channels, ref int height, ref int width)
    {
        switch (pick.Next(8))
        {
            case 0 or 1 or 2:
                return Convolution(ref pick, ref channels, ref height, ref width);
            case 3:
                return Pooling(ref pick, ref height, ref width);
            case 4:
                (channels, height, width) = (channels * height * width, 0, 0);
                return "Flatten";
            case 5:
                return pick.Next(2) == 0 ? "Dropout(0.3f)" : "BatchNorm";
            case 6 when pick.Next(3) == 0:
                (height, width) = (0, 0);
                return pick.Next(2) == 0 ? "GlobalAvgPool2D" : "GlobalMaxPool2D";
            default:
                return Activations[pick.Next(Activations.Length)];
        }
    }

    private static string Convolution(ref Picker pick, ref int channels, ref int height, ref int width)
    {
        var (kernelHeight, kernelWidth) = (1 + pick.Next(Math.Min(4, height)), 1 + pick.Next(Math.Min(4, width)));
        var (stride, padding) = (1 + pick.Next(2), pick.Next(Math.Min(kernelHeight, kernelWidth)));
        var dilation = (2 * (Math.Max(kernelHeight, kernelWidth) - 1)) + 1 <= Math.Min(height, width) + (2 * padding) ? 1 + pick.Next(2) : 1;
        var groups = pick.Next(3) == 0 ? channels : 1;
        channels = groups * (1 + pick.Next(groups == 1 ? 9 : 2));
        var isSame = pick.Next(4) == 0;
        if (isSame)
        {
            stride = 1;
        }
        else
        {
            (height, width) = (Windows(height, kernelHeight), Windows(width, kernelWidth));
        }

        return $"Conv2D({channels}, {kernelHeight}, {kernelWidth}, Stride = {stride}, Padding = {(isSame ? "Padding.Same" : padding)}, Dilation = {dilation}, Groups = {groups}, Bias = {(pick.Next(3) == 0 ? "false" : "true")})";

        int Windows(int size, int kernel) => ((size + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;
    }

    private static string Pooling(ref Picker pick, ref int height, ref int width)
    {
        var (windowHeight, windowWidth) = (1 + pick.Next(Math.Min(3, height)), 1 + pick.Next(Math.Min(3, width)));
        var (stride, padding) = (1 + pick.Next(3), pick.Next((Math.Min(windowHeight, windowWidth) / 2) + 1));
        var isCeiling = pick.Next(2) == 0;
        (height, width) = (Windows(height, windowHeight), Windows(width, windowWidth));
        return $"{(pick.Next(2) == 0 ? "MaxPool2D" : "AvgPool2D")}({windowHeight}, {windowWidth}, Stride = {stride}, Padding = {padding}, Ceiling = {(isCeiling ? "true" : "false")})";

        // Rounded up there may be one more, as long as it does not begin in the padding at the end.
        int Windows(int size, int window)
        {
            var floor = ((size + (2 * padding) - window) / stride) + 1;
            return isCeiling && (size + (2 * padding) - window) % stride != 0 && floor * stride < size + padding ? floor + 1 : floor;
        }
    }
}

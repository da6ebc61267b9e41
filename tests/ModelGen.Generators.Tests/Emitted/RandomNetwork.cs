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
            var shape = pick.Next(5) switch
            {
                0 => [1 + pick.Next(18)],
                1 => [1 + pick.Next(4), 3 + pick.Next(10)],
                2 => [1 + pick.Next(3), 2 + pick.Next(4), 2 + pick.Next(4), 2 + pick.Next(4)],
                _ => new[] { 1 + pick.Next(4), 3 + pick.Next(8), 3 + pick.Next(8) },
            };
            var attributes = new List<string> { $"Input({string.Join(", ", shape)})" };
            for (var i = 0; i < Layers.Length; i++)
            {
                pick = new Picker(Layers[i]);
                var layer = RandomLayer.Draw(ref pick, shape, isData: i == 0);
                attributes.Add(layer.Attribute);
                shape = layer.Output;
            }

            pick = new Picker(Loss);
            attributes.AddRange([.. shape.Length == 1 ? Array.Empty<string>() : ["Flatten"], $"Dense({2 + pick.Next(6)})", Losses[pick.Next(Losses.Length)], "Sgd(0.1f)"]);
            return string.Join(", ", attributes);
        }
    }

    /// <summary>As a test names it.</summary>
    public override string ToString() => $"[{Model}, {Attributes}], a batch of {Batch}";
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Golden;

/// <summary>A sequence that is read, another that is written from its last state and looks back at it: pairs run one by one, so that nothing is padded.</summary>
internal static class EncoderDecoder
{
    public const string Name = "EncoderDecoder";

    private const long Vocabulary = 11, Features = 5, Units = 6, Heads = 2, Classes = 4, Seed = 21;

    // More than a block of sixteen, from one word up; of the same pair the lengths differ.
    private static readonly long[] Lengths = [3, 1, 7, 4, 2, 6, 7, 1, 5, 3, 2, 4, 6, 1, 2, 5, 3, 7, 4];

    private static readonly long[] SourceLengths = [.. Lengths.Reverse()];

    /// <summary>PyTorch's default initialization from a fixed seed.</summary>
    public static IReadOnlyDictionary<string, Tensor> InitialWeights()
    {
        random.manual_seed(Seed);
        using var modules = new Modules(ScalarType.Float32);
        return modules.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.detach().clone());
    }

    /// <summary>Both sequences, lengths and targets; scores, the loss and every gradient.</summary>
    public static IReadOnlyDictionary<string, Tensor> Record(IReadOnlyDictionary<string, Tensor> weights, ScalarType type)
    {
        random.manual_seed(32);
        var source = randint(Vocabulary, [SourceLengths.Sum()], dtype: ScalarType.Int64);
        var words = randint(Vocabulary, [Lengths.Sum()], dtype: ScalarType.Int64);
        var targets = randint(Classes, [Lengths.Sum()], dtype: ScalarType.Int64);
        using var modules = new Modules(type);
        foreach (var (name, parameter) in modules.Parameters)
        {
            using (no_grad())
                parameter.copy_(weights[name].to(type));
        }

        var (firstSource, first) = (0L, 0L);
        var scores = cat([.. Lengths.Zip(SourceLengths, (length, sourceLength) => modules.Scores(
            source[TensorIndex.Slice(firstSource, firstSource += sourceLength)], words[TensorIndex.Slice(first, first += length)]))]);
        var loss = functional.cross_entropy(scores, targets);
        loss.backward();
        var recorded = new Dictionary<string, Tensor>
        {
            ["inputs"] = source,
            ["sourceLengths"] = tensor(SourceLengths),
            ["words"] = words,
            ["wordsLengths"] = tensor(Lengths),
            ["targets"] = targets,
            ["outputs"] = scores.detach(),
            ["loss"] = loss.detach(),
        };
        foreach (var (name, parameter) in modules.Parameters)
            recorded[$"gradients.{name}"] = parameter.grad!.clone();
        return recorded;
    }

    private sealed class Modules : IDisposable
    {
        private readonly Embedding sourceWords, targetWords;
        private readonly LSTM encoder, decoder;
        private readonly MultiheadAttention attention;
        private readonly Linear dense;

        public Modules(ScalarType type)
        {
            sourceWords = Embedding(Vocabulary, Features).to(type);
            encoder = LSTM(Features, Units, batchFirst: true).to(type);
            targetWords = Embedding(Vocabulary, Features).to(type);
            decoder = LSTM(Features, Units, batchFirst: true).to(type);
            attention = MultiheadAttention(Units, Heads).to(type);
            dense = Linear(2 * Units, Classes).to(type);
            Parameters =
            [
                .. Named("embedding1", sourceWords), .. Named("lstm1", encoder), .. Named("embedding2", targetWords), .. Named("lstm2", decoder),
                .. Named("multiHeadAttention1", attention), .. Named("dense1", dense),
            ];
        }

        public IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

        /// <summary>[words, classes].</summary>
        public Tensor Scores(Tensor source, Tensor words)
        {
            var (encoded, state, memory) = encoder.forward(sourceWords.forward(source).unsqueeze(0), null);
            var decoded = decoder.forward(targetWords.forward(words).unsqueeze(0), (state, memory)).Item1;
            var steps = encoded.transpose(0, 1);
            var context = attention.call(decoded.transpose(0, 1), steps, steps, null, false, null!).Item1.transpose(0, 1);
            return dense.forward(cat([decoded, context], dim: 2))[0];
        }

        public void Dispose()
        {
            foreach (var module in new Module[] { sourceWords, targetWords, encoder, decoder, attention, dense })
                module.Dispose();
        }

        private static IEnumerable<(string Name, Parameter Value)> Named(string layer, Module module) => module.named_parameters().Select(parameter => ($"{layer}.{parameter.name}", parameter.parameter));
    }
}

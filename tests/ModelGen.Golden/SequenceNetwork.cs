using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Golden;

/// <summary>Words, a layer along them, and scores of each word or of each sequence: sequences run one by one, so that nothing is padded.</summary>
/// <param name="Name">Its files' name.</param>
/// <param name="Layer">The recurrent layer's name.</param>
/// <param name="Recurrent">Makes it.</param>
/// <param name="States">Its states for one sequence [1, steps, features], all of them or the last.</param>
/// <param name="Width">Values of a state.</param>
/// <param name="IsTagger">Whether each word has a class.</param>
internal sealed record SequenceNetwork(string Name, string Layer, Func<Module> Recurrent, Func<Module, Tensor, Tensor> States, long Width, bool IsTagger)
{
    private const long Vocabulary = 11, Features = 5, AttentionFeatures = 6, Classes = 4, Seed = 20;

    // More than a block of sixteen, from one word up.
    private static readonly long[] Lengths = [3, 1, 7, 4, 2, 6, 7, 1, 5, 3, 2, 4, 6, 1, 2, 5, 3, 7, 4];

    public static IEnumerable<SequenceNetwork> All =>
    [
        new("SimpleRnn", "simpleRnn1", () => RNN(Features, 6, batchFirst: true), (module, x) => ((RNN)module).forward(x, null).Item1, 6, IsTagger: true),
        new("Lstm", "lstm1", () => LSTM(Features, 6, batchFirst: true), (module, x) => ((LSTM)module).forward(x, null).Item2[0], 6, IsTagger: false),
        new("Gru", "gru1", () => GRU(Features, 6, batchFirst: true), (module, x) => ((GRU)module).forward(x, null).Item1, 6, IsTagger: true),
        new("BidirectionalRnn", "simpleRnn1", () => RNN(Features, 7, numLayers: 2, batchFirst: true, bidirectional: true), (module, x) => LastOf(((RNN)module).forward(x, null).Item2), 14, IsTagger: false),
        new("BidirectionalLstm", "lstm1", () => LSTM(Features, 7, numLayers: 2, batchFirst: true, bidirectional: true), (module, x) => ((LSTM)module).forward(x, null).Item1, 14, IsTagger: true),
        new("BidirectionalGru", "gru1", () => GRU(Features, 7, numLayers: 2, batchFirst: true, bidirectional: true), (module, x) => LastOf(((GRU)module).forward(x, null).Item2), 14, IsTagger: false),
        new("SelfAttention", "multiHeadAttention1", () => MultiheadAttention(AttentionFeatures, 2), (module, x) => Attend((MultiheadAttention)module, x, isCausal: false), AttentionFeatures, IsTagger: true) { WordFeatures = AttentionFeatures },
        new("CausalAttention", "multiHeadAttention1", () => MultiheadAttention(AttentionFeatures, 3), (module, x) => Attend((MultiheadAttention)module, x, isCausal: true), AttentionFeatures, IsTagger: true) { WordFeatures = AttentionFeatures },
        new("WordConvolution", "conv1D1", () => Conv1d(Features, 6, 3, padding: 2, dilation: 2), (module, x) => ((Conv1d)module).forward(x.transpose(1, 2)).transpose(1, 2), 6, IsTagger: true),
    ];

    /// <summary>Values of a word's row.</summary>
    public long WordFeatures { get; init; } = Features;

    /// <summary>PyTorch's default initialization from a fixed seed.</summary>
    public IReadOnlyDictionary<string, Tensor> InitialWeights()
    {
        random.manual_seed(Seed);
        using var modules = new Modules(this, ScalarType.Float32);
        return modules.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.detach().clone());
    }

    /// <summary>Words, lengths and targets; scores, the loss and every gradient.</summary>
    public IReadOnlyDictionary<string, Tensor> Record(IReadOnlyDictionary<string, Tensor> weights, ScalarType type)
    {
        random.manual_seed(31);
        var total = Lengths.Sum();
        var words = randint(Vocabulary, [total], dtype: ScalarType.Int64);
        var targets = randint(Classes, [IsTagger ? total : Lengths.Length], dtype: ScalarType.Int64);
        using var modules = new Modules(this, type);
        foreach (var (name, parameter) in modules.Parameters)
        {
            using (no_grad())
                parameter.copy_(weights[name].to(type));
        }

        var first = 0L;
        var scores = cat([.. Lengths.Select(length =>
        {
            var sequence = words[TensorIndex.Slice(first, first += length)];
            var states = States(modules.Recurrent, modules.Embedding.forward(sequence).unsqueeze(0));
            return modules.Dense.forward(IsTagger ? states[0] : states);
        })]);
        var loss = functional.cross_entropy(scores, targets);
        loss.backward();
        var recorded = new Dictionary<string, Tensor> { ["inputs"] = words, ["lengths"] = tensor(Lengths), ["targets"] = targets, ["outputs"] = scores.detach(), ["loss"] = loss.detach() };
        foreach (var (name, parameter) in modules.Parameters)
            recorded[$"gradients.{name}"] = parameter.grad!.clone();
        return recorded;
    }

    // Steps come first in what it takes; a score of minus infinity hides a later step.
    private static Tensor Attend(MultiheadAttention attention, Tensor x, bool isCausal)
    {
        var steps = x.transpose(0, 1);
        var mask = isCausal ? full([steps.shape[0], steps.shape[0]], double.NegativeInfinity, dtype: x.dtype).triu(1) : null;
        return attention.call(steps, steps, steps, null, false, mask!).Item1.transpose(0, 1);
    }

    private static Tensor LastOf(Tensor states) => cat([states[^2], states[^1]], dim: 1);

    private sealed class Modules : IDisposable
    {
        public Modules(SequenceNetwork network, ScalarType type)
        {
            Embedding = nn.Embedding(Vocabulary, network.WordFeatures).to(type);
            Recurrent = network.Recurrent().to(type);
            Dense = Linear(network.Width, Classes).to(type);
            Parameters = [.. Named("embedding1", Embedding), .. Named(network.Layer, Recurrent), .. Named("dense1", Dense)];
        }

        public Embedding Embedding { get; }

        public Module Recurrent { get; }

        public Linear Dense { get; }

        public IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

        public void Dispose()
        {
            Embedding.Dispose();
            Recurrent.Dispose();
            Dense.Dispose();
        }

        private static IEnumerable<(string Name, Parameter Value)> Named(string layer, Module module) => module.named_parameters().Select(parameter => ($"{layer}.{parameter.name}", parameter.parameter));
    }
}

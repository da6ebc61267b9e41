using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Golden;

/// <summary>Skip-gram with negative sampling, over embeddings whose gradients are sparse tensors: some words occur often, some never.</summary>
internal static class WordVectors
{
    public const string Name = "SkipGram";

    private const long Words = 30, Features = 7, Negatives = 3, Batch = 21, Seed = 20;

    private const int Steps = 5;

    /// <summary>PyTorch's default initialization from a fixed seed.</summary>
    public static IReadOnlyDictionary<string, Tensor> InitialWeights()
    {
        random.manual_seed(Seed);
        return new Dictionary<string, Tensor> { ["word.weight"] = randn(Words, Features), ["context.weight"] = randn(Words, Features) };
    }

    /// <summary>Words and those around them; the loss and both gradients, and after some steps of SGD the losses and weights.</summary>
    public static IReadOnlyDictionary<string, Tensor> Record(IReadOnlyDictionary<string, Tensor> weights, ScalarType type)
    {
        random.manual_seed(31);
        var words = randint(Words, [Batch], dtype: ScalarType.Int64);
        var contexts = randint(Words / 3, [Batch], dtype: ScalarType.Int64);
        var negatives = randint(Words / 2, [Batch, Negatives], dtype: ScalarType.Int64);
        using var word = Embedding(weights["word.weight"], type);
        using var context = Embedding(weights["context.weight"], type);
        using var optimizer = optim.SGD([.. word.parameters(), .. context.parameters()], 0.5);
        var recorded = new Dictionary<string, Tensor> { ["inputs"] = words, ["contexts"] = contexts, ["negatives"] = negatives };
        var losses = new List<Tensor>();
        for (var step = 0; step < Steps; step++)
        {
            optimizer.zero_grad();
            var input = word.forward(words).unsqueeze(-1);
            var near = functional.logsigmoid(bmm(context.forward(contexts).unsqueeze(1), input)).sum([1, 2]);
            var far = functional.logsigmoid(-bmm(context.forward(negatives), input)).sum([1, 2]);
            var loss = -(near + far).mean();
            loss.backward();
            losses.Add(loss.detach());
            if (step == 0)
            {
                recorded["loss"] = loss.detach();
                recorded["gradients.word.weight"] = word.weight!.grad!.to_dense().clone();
                recorded["gradients.context.weight"] = context.weight!.grad!.to_dense().clone();
            }

            optimizer.step();
        }

        recorded["sgd.losses"] = stack(losses);
        recorded["sgd.word.weight"] = word.weight!.detach();
        recorded["sgd.context.weight"] = context.weight!.detach();
        return recorded;
    }

    private static Embedding Embedding(Tensor weight, ScalarType type)
    {
        var embedding = nn.Embedding(Words, Features, sparse: true).to(type);
        using (no_grad())
            embedding.weight!.copy_(weight.to(type));
        return embedding;
    }
}

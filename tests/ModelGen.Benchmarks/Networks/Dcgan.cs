using System.Numerics.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static ModelGen.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>Radford et al., "Unsupervised representation learning with deep convolutional generative adversarial networks" (2016), for 28×28.</summary>
[Model]
internal sealed partial class Dcgan
{
    [Network]
    private static Symbol Generate([Shape(100)] Symbol noise)
    {
        var x = Relu(BatchNorm(Reshape(Dense(noise, 7 * 7 * 128), 128, 7, 7)));
        x = Relu(BatchNorm(ConvTranspose2D(x, 64, 4, stride: 2, padding: 1, bias: false)));
        return Tanh(ConvTranspose2D(x, 1, 4, stride: 2, padding: 1));
    }

    [Network]
    private static Symbol Discriminate([Shape(1, 28, 28)] Symbol image)
    {
        var x = LeakyRelu(Conv2D(image, 64, 4, stride: 2, padding: 1), 0.2f);
        x = LeakyRelu(BatchNorm(Conv2D(x, 128, 4, stride: 2, padding: 1, bias: false)), 0.2f);
        return Dense(Flatten(x), 1);
    }

    [Objective(nameof(Discriminate)), Adam(2e-4f, Beta1 = 0.5f)]
    private static Symbol Discrimination([Shape(1, 28, 28)] Symbol image, [Normal(100)] Symbol noise) =>
        BinaryCrossEntropy(Discriminate(image), 1) + BinaryCrossEntropy(Discriminate(Generate(noise)), 0);

    [Objective(nameof(Generate)), Adam(2e-4f, Beta1 = 0.5f)]
    private static Symbol Generation([Normal(100)] Symbol noise) => BinaryCrossEntropy(Discriminate(Generate(noise)), 1);

    // Of one sample forward, and of the layer in it whose input needs no gradient.
    private const long GeneratorMultiplyAdds = 627_200 + 6_422_528 + 200_704, GeneratorFirst = 627_200;
    private const long DiscriminatorMultiplyAdds = 200_704 + 6_422_528 + 6_272, DiscriminatorFirst = 200_704;

    /// <summary>One step of the discriminator and one of the generator, each with noise of its own; and a prediction of the generator.</summary>
    public static IEnumerable<BenchmarkRow> Rows(int batch)
    {
        const long Discrimination = GeneratorMultiplyAdds + 2 * (3 * DiscriminatorMultiplyAdds - DiscriminatorFirst);
        const long Generation = 3 * GeneratorMultiplyAdds - GeneratorFirst + 2 * DiscriminatorMultiplyAdds;
        return
        [
            new($"DCGAN train batch {batch}", batch * (Discrimination + Generation), () => new DcganContestant(batch, isTraining: true), () => new DcganPeer(batch, isTraining: true)),
            new($"DCGAN predict batch {batch}", batch * GeneratorMultiplyAdds, () => new DcganContestant(batch, isTraining: false), () => new DcganPeer(batch, isTraining: false)),
        ];
    }
}

internal sealed class DcganContestant(int batch, bool isTraining) : IContestant
{
    private readonly Dcgan model = new();
    private readonly DcganData data = new(batch);
    private readonly float[] outputs = new float[batch * 784];

    public void Run(int iteration)
    {
        if (!isTraining)
        {
            model.Generate(new ReadOnlyTensorSpan<float>(data.Noise, [batch, 100]), new TensorSpan<float>(outputs, [batch, 1, 28, 28]));
            return;
        }

        model.DiscriminationStep(data.Images(iteration));
        model.GenerationStep(batch);
    }

    public void Dispose()
    {
    }
}

internal sealed class DcganPeer : IContestant
{
    private readonly Sequential generator = Sequential(
        Linear(100, 7 * 7 * 128), Unflatten(1, [128, 7, 7]), BatchNorm2d(128), ReLU(inplace: true),
        ConvTranspose2d(128, 64, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(64), ReLU(inplace: true),
        ConvTranspose2d(64, 1, 4, stride: 2, padding: 1), Tanh());

    private readonly Sequential discriminator = Sequential(
        Conv2d(1, 64, 4, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true),
        Conv2d(64, 128, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(128), LeakyReLU(0.2, inplace: true),
        Flatten(), Linear(6272, 1));

    private readonly optim.Optimizer generation, discrimination;
    private readonly int batch;
    private readonly bool isTraining;
    private readonly DcganData data;
    private readonly float[] outputs;

    public DcganPeer(int batch, bool isTraining)
    {
        (this.batch, this.isTraining, data, outputs) = (batch, isTraining, new(batch), new float[batch * 784]);
        generation = optim.Adam(generator.parameters(), 2e-4, beta1: 0.5);
        discrimination = optim.Adam(discriminator.parameters(), 2e-4, beta1: 0.5);
        generator.train(isTraining);
    }

    public void Run(int iteration)
    {
        using var scope = NewDisposeScope();
        if (!isTraining)
        {
            using var inference = inference_mode();
            generator.forward(data.Noise.ToTensor([batch, 100])).data<float>().CopyTo(outputs);
            return;
        }

        var (real, generated) = (torch.ones(batch, 1), torch.zeros(batch, 1));
        discrimination.zero_grad();
        var loss = functional.binary_cross_entropy_with_logits(discriminator.forward(data.Images(iteration).ToTensor([batch, 1, 28, 28])), real)
            + functional.binary_cross_entropy_with_logits(discriminator.forward(Generate()), generated);
        loss.backward();
        discrimination.step();
        _ = loss.item<float>();

        generation.zero_grad();
        loss = functional.binary_cross_entropy_with_logits(discriminator.forward(generator.forward(randn(batch, 100))), real);
        loss.backward();
        generation.step();
        _ = loss.item<float>();
    }

    private torch.Tensor Generate()
    {
        using var noGradient = no_grad();
        return generator.forward(randn(batch, 100));
    }

    public void Dispose()
    {
        generation.Dispose();
        discrimination.Dispose();
        generator.Dispose();
        discriminator.Dispose();
    }
}

/// <summary>Images and noise.</summary>
internal sealed class DcganData
{
    private readonly float[][] images;

    public DcganData(int batch)
    {
        var random = new Random(1);
        images = [.. Enumerable.Range(0, 4).Select(_ => Draw(batch * 784))];
        Noise = Draw(batch * 100);

        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    public float[] Noise { get; }

    public float[] Images(int iteration) => images[iteration % images.Length];
}

using Xunit;

namespace ModelGen.Parity;

/// <summary>Against golden numbers of libtorch, written by ModelGen.Golden.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
    // Every recorded batch of vectors, and the one of Convolutions; batches of classifiers follow from their labels.
    private const int Vectors = 17, Images = 19;

    [Fact]
    public void LeNet5_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("LeNet5", output).OneStep(new LeNet5Sgd());

    [Fact]
    public void LeNet5_TrainsAsLibtorchBySgd() => new Comparison("LeNet5", output).TenSteps(new LeNet5Sgd(), "sgd");

    [Fact]
    public void LeNet5_TrainsAsLibtorchByNesterov() => new Comparison("LeNet5", output).TenSteps(new LeNet5Nesterov(), "nesterov");

    [Fact]
    public void LeNet5_TrainsAsLibtorchByAdam() => new Comparison("LeNet5", output).TenSteps(new LeNet5Adam(), "adam");

    [Fact]
    public void LeNet5_TrainsAsLibtorchByAdamW() => new Comparison("LeNet5", output).TenSteps(new LeNet5AdamW(), "adamW");

    [Fact]
    public void BatchNormalized_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("BatchNormalized", output).OneStep(new BatchNormalizedSgd());

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchBySgd() => new Comparison("BatchNormalized", output).TenSteps(new BatchNormalizedSgd(), "sgd");

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchByNesterov() => new Comparison("BatchNormalized", output).TenSteps(new BatchNormalizedNesterov(), "nesterov");

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchByAdam() => new Comparison("BatchNormalized", output).TenSteps(new BatchNormalizedAdam(), "adam");

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchByAdamW() => new Comparison("BatchNormalized", output).TenSteps(new BatchNormalizedAdamW(), "adamW");

    [Fact]
    public void Convolutions_HaveOutputsLossAndGradientsOfLibtorch() => new Comparison("Convolutions", output).OneStep(new Convolutions(), Images);

    [Fact]
    public void SquaredError_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("SquaredError", output).OneStep(new SquaredErrorModel(), Vectors);

    [Fact]
    public void AbsoluteError_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("AbsoluteError", output).OneStep(new AbsoluteErrorModel(), Vectors);

    [Fact]
    public void BinaryCrossEntropy_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("BinaryCrossEntropy", output).OneStep(new BinaryCrossEntropyModel(), Vectors);

    [Fact]
    public void NegativeLogLikelihood_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("NegativeLogLikelihood", output).OneStep(new NegativeLogLikelihoodModel());

    [Fact]
    public void Hinge_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("Hinge", output).OneStep(new HingeModel(), Vectors);

    [Fact]
    public void Perceptron_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("Perceptron", output).OneStep(new PerceptronModel(), Vectors);
}

using Xunit;

namespace ModelGen.Parity;

/// <summary>Against golden numbers of libtorch, written by ModelGen.Golden.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
    // Most recorded batches, and the one of Convolutions; batches of classifiers follow from their labels.
    private const int Samples = 17, Images = 19;

    [Fact]
    public void LeNet5_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("LeNet5", output).OneStep(new LeNet5Sgd());

    [Fact]
    public void LeNet5_TrainsAsLibtorchBySgd() => new Comparison("LeNet5", output).Steps(new LeNet5Sgd(), "sgd");

    [Fact]
    public void LeNet5_TrainsAsLibtorchByNesterov() => new Comparison("LeNet5", output).Steps(new LeNet5Nesterov(), "nesterov");

    [Fact]
    public void LeNet5_TrainsAsLibtorchByAdam() => new Comparison("LeNet5", output).Steps(new LeNet5Adam(), "adam");

    [Fact]
    public void LeNet5_TrainsAsLibtorchByAdamW() => new Comparison("LeNet5", output).Steps(new LeNet5AdamW(), "adamW");

    [Fact]
    public void BatchNormalized_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("BatchNormalized", output).OneStep(new BatchNormalizedSgd());

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchBySgd() => new Comparison("BatchNormalized", output).Steps(new BatchNormalizedSgd(), "sgd");

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchByNesterov() => new Comparison("BatchNormalized", output).Steps(new BatchNormalizedNesterov(), "nesterov");

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchByAdam() => new Comparison("BatchNormalized", output).Steps(new BatchNormalizedAdam(), "adam");

    [Fact]
    public void BatchNormalized_TrainsAsLibtorchByAdamW() => new Comparison("BatchNormalized", output).Steps(new BatchNormalizedAdamW(), "adamW");

    [Fact]
    public void NormalizedVectors_HaveOutputsLossAndGradientsOfLibtorch() => new Comparison("NormalizedVectors", output).OneStep(new NormalizedVectorsSgd());

    [Fact]
    public void NormalizedVectors_TrainAsLibtorchBySgd() => new Comparison("NormalizedVectors", output).Steps(new NormalizedVectorsSgd(), "sgd");

    [Fact]
    public void NormalizedVectors_TrainAsLibtorchByAdam() => new Comparison("NormalizedVectors", output).Steps(new NormalizedVectorsAdam(), "adam");

    [Fact]
    public void NormalizedVectors_TrainAsLibtorchByAdamWithWeightDecay() => new Comparison("NormalizedVectors", output).Steps(new NormalizedVectorsAdamDecay(), "adamDecay");

    [Fact]
    public void NormalizedVectors_TrainAsLibtorchByAmsGrad() => new Comparison("NormalizedVectors", output).Steps(new NormalizedVectorsAmsGrad(), "amsGrad");

    [Fact]
    public void NormalizedVectors_TrainAsLibtorchByAdamW() => new Comparison("NormalizedVectors", output).Steps(new NormalizedVectorsAdamW(), "adamW");

    [Fact]
    public void NormalizedImages_HaveOutputsLossAndGradientsOfLibtorch() => new Comparison("NormalizedImages", output).OneStep(new NormalizedImages(), Samples);

    [Fact]
    public void Convolutions_HaveOutputsLossAndGradientsOfLibtorch() => new Comparison("Convolutions", output).OneStep(new Convolutions(), Images);

    [Fact]
    public void EnlargedImages_HaveOutputsLossAndGradientsOfLibtorch() => new Comparison("EnlargedImages", output).OneStep(new EnlargedImages(), Samples);

    [Fact]
    public void Sequences_HaveOutputsLossAndGradientsOfLibtorch() => new Comparison("Sequences", output).OneStep(new Sequences());

    [Fact]
    public void Volumes_HaveOutputsLossAndGradientsOfLibtorch() => new Comparison("Volumes", output).OneStep(new Volumes());

    [Fact]
    public void ResidualNetwork_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("ResidualNetwork", output).OneStep(new ResidualNetwork());

    [Fact]
    public void InceptionNetwork_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("InceptionNetwork", output).OneStep(new InceptionNetwork());

    [Fact]
    public void DenselyConnected_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("DenselyConnected", output).OneStep(new DenselyConnected());

    [Fact]
    public void UNet_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("UNet", output).OneStep(new UNet(), Samples);

    [Fact]
    public void ResidualNetwork_TrainsAsLibtorchBySgd() => new Comparison("ResidualNetwork", output).Steps(new ResidualNetwork(), "sgd");

    [Fact]
    public void DenselyConnected_TrainsAsLibtorchBySgd() => new Comparison("DenselyConnected", output).Steps(new DenselyConnected(), "sgd");

    [Fact]
    public void SquaredError_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("SquaredError", output).OneStep(new SquaredErrorModel(), Samples);

    [Fact]
    public void AbsoluteError_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("AbsoluteError", output).OneStep(new AbsoluteErrorModel(), Samples);

    [Fact]
    public void BinaryCrossEntropy_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("BinaryCrossEntropy", output).OneStep(new BinaryCrossEntropyModel(), Samples);

    [Fact]
    public void NegativeLogLikelihood_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("NegativeLogLikelihood", output).OneStep(new NegativeLogLikelihoodModel());

    [Fact]
    public void Hinge_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("Hinge", output).OneStep(new HingeModel(), Samples);

    [Fact]
    public void Perceptron_HasOutputsLossAndGradientsOfLibtorch() => new Comparison("Perceptron", output).OneStep(new PerceptronModel(), Samples);

    [Fact]
    public void TwoLayers_TrainAsLibtorchByNadam() => new Comparison("Optimizers", output).Steps(new TwoLayersNadam(), "nadam");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByRmsProp() => new Comparison("Optimizers", output).Steps(new TwoLayersRmsProp(), "rmsProp");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByRmsPropCentered() => new Comparison("Optimizers", output).Steps(new TwoLayersRmsPropCentered(), "rmsPropCentered");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByAdagrad() => new Comparison("Optimizers", output).Steps(new TwoLayersAdagrad(), "adagrad");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByAdadelta() => new Comparison("Optimizers", output).Steps(new TwoLayersAdadelta(), "adadelta");

    [Fact]
    public void SimpleRnn_HasScoresLossAndGradientsOfLibtorch() => new Comparison("SimpleRnn", output).OneStep(new SimpleRnnTagger());

    [Fact]
    public void Lstm_HasScoresLossAndGradientsOfLibtorch() => new Comparison("Lstm", output).OneStep(new LstmClassifier());

    [Fact]
    public void Gru_HasScoresLossAndGradientsOfLibtorch() => new Comparison("Gru", output).OneStep(new GruTagger());

    [Fact]
    public void BidirectionalRnn_HasScoresLossAndGradientsOfLibtorch() => new Comparison("BidirectionalRnn", output).OneStep(new BidirectionalRnnClassifier());

    [Fact]
    public void BidirectionalLstm_HasScoresLossAndGradientsOfLibtorch() => new Comparison("BidirectionalLstm", output).OneStep(new BidirectionalLstmTagger());

    [Fact]
    public void BidirectionalGru_HasScoresLossAndGradientsOfLibtorch() => new Comparison("BidirectionalGru", output).OneStep(new BidirectionalGruClassifier());

    [Fact]
    public void TwoLayers_TrainAsLibtorchBySgd() => new Comparison("FirstOptimizers", output).Steps(new TwoLayersSgd(), "sgd");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByNesterov() => new Comparison("FirstOptimizers", output).Steps(new TwoLayersNesterov(), "nesterov");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByAdam() => new Comparison("FirstOptimizers", output).Steps(new TwoLayersAdam(), "adam");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByAmsGrad() => new Comparison("FirstOptimizers", output).Steps(new TwoLayersAmsGrad(), "amsGrad");

    [Fact]
    public void TwoLayers_TrainAsLibtorchByAdamW() => new Comparison("FirstOptimizers", output).Steps(new TwoLayersAdamW(), "adamW");

    [Fact]
    public void SelfAttention_HasScoresLossAndGradientsOfLibtorch() => new Comparison("SelfAttention", output).OneStep(new SelfAttentionTagger());

    [Fact]
    public void CausalAttention_HasScoresLossAndGradientsOfLibtorch() => new Comparison("CausalAttention", output).OneStep(new CausalAttentionTagger());

    [Fact]
    public void SkipGram_HasLossGradientsAndStepsOfLibtorch() => new Comparison("SkipGram", output).WordVectors(new SkipGram());

    [Fact]
    public void ConvolutionOverWords_HasScoresLossAndGradientsOfLibtorch() => new Comparison("WordConvolution", output).OneStep(new WordConvolutionTagger());

    [Fact]
    public void Ctc_HasScoresLossAndGradientsOfLibtorch() => new Comparison("Alignments", output).OneStep(new Aligner());

    [Fact]
    public void Gather_HasLossAndGradientsOfLibtorch() => new Comparison("Gathered", output).OneStep(new Gatherer());

    [Fact]
    public void EncoderDecoder_HasScoresLossAndGradientsOfLibtorch() => new Comparison("EncoderDecoder", output).OneStep(new PairTagger());
}

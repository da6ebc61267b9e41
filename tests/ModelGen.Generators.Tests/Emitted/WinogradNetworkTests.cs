using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Networks whose convolutions are computed by Winograd's way: outputs and gradients against the reference, for one sample, a block, and parts of one.</summary>
public sealed class WinogradNetworkTests
{
    private const string Labels = "CrossEntropy, Sgd(0.1f)";

    [Theory]
    [InlineData("Input(16, 9, 11), Conv2D(16, 3, Padding = 1), Relu, Conv2D(24, 3, Padding = Padding.Same, Bias = false), BatchNorm, Tanh, GlobalAvgPool2D, Dense(5)")]
    [InlineData("Input(20, 8, 8), Pad2D(0, 1, 2, 1), Conv2D(32, 3), Elu, Conv2D(32, 3), LeakyRelu(0.1f), Flatten, Dense(5)")]
    [InlineData("Input(32, 6, 5), Conv2D(32, 3, Padding = 2), Silu, MaxPool2D(2), Conv2D(64, 3, Padding = 1), BatchNorm, Relu, Flatten, Dense(5)")]
    public void Network_MatchesReference(string layers)
    {
        foreach (var batch in new[] { 1, 3, 16, 33 })
        {
            // Batch normalization has no meaning for a single value.
            if (batch > 1 || !layers.Contains("BatchNorm", StringComparison.Ordinal))
            {
                var model = DynamicModel.Of($"{layers}, {Labels}", seed: 5);
                Assert.True(EmittedCode.UsesWinograd(model.Declaration));
                EmittedCode.MatchesReference(model, layers, batch, seed: 5);
            }
        }
    }
}

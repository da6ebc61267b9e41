using ModelGen.Benchmarks.Networks;
using ModelGen.Startup;
using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Peer;

/// <summary>TorchSharp's side of the benchmark of start-ups, in a child process of this program.</summary>
internal static class PeerStartup
{
    public const string Argument = "--first-steps";

    public static void Run()
    {
        var network = LeNet5Peer.Create();
        var images = FirstSteps.Images();
        var labels = new long[FirstSteps.Batch];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = i % FirstSteps.Classes;
        FirstSteps.Run(() =>
        {
            using var scope = NewDisposeScope();
            network.Optimizer!.zero_grad();
            var scores = network.Layers.forward(images.ToTensor([FirstSteps.Batch, 1, 28, 28]));
            var loss = nn.functional.cross_entropy(scores, labels.ToTensor([FirstSteps.Batch]));
            loss.backward();
            network.Optimizer.step();
            _ = loss.item<float>();
        });
    }
}

using System.Globalization;
using CsCheck;
using ModelGen.Testing;
using Xunit.Sdk;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Random sequential networks against the reference interpreter.</summary>
public sealed class RandomNetworkTests
{
    // The compiler's start is most of the time of a small network: several share it.
    private const int NetworksInCompilation = 5;

    /// <summary>The same networks on every run; <c>MODELGEN_CHECK_ITERATIONS</c> sets how many.</summary>
    private static int Iterations => int.TryParse(Environment.GetEnvironmentVariable("MODELGEN_CHECK_ITERATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 25;

    [Fact]
    public void RandomNetworks_MatchReference()
    {
        var random = new PCG(stream: 1, seed: 20);
        foreach (var networks in Enumerable.Range(0, Iterations).Select(_ => RandomNetwork.Gen.Generate(random, null, out var _)).Chunk(NetworksInCompilation))
        {
            var models = DynamicModel.CreateAll(string.Concat(networks.Select((network, i) => $"[{network.Model}, {network.Attributes}] public partial class Network{i};\n").Prepend("using ModelGen;\n")), seed: 1);
            foreach (var (network, model) in networks.Zip(models))
            {
                if (Failure(network, model) is { } failure)
                {
                    Assert.Fail(Shrink(network, failure));
                }
            }
        }
    }

    /// <summary>Takes the first simpler network that fails too, as long as there is one.</summary>
    private static string Shrink(RandomNetwork network, string failure)
    {
        foreach (var simpler in network.Simpler())
        {
            if (Failure(simpler, DynamicModel.Of(simpler.Attributes, seed: 1, simpler.Model)) is { } stillFails)
            {
                return Shrink(simpler, stillFails);
            }
        }

        return $"{failure}\nwith [{network.Model}] and a batch of {network.Batch}";
    }

    private static string? Failure(RandomNetwork network, DynamicModel model)
    {
        // The statistics of a few samples are too near to a division by zero for an exact comparison.
        var batch = network.Attributes.Contains("BatchNorm", StringComparison.Ordinal) ? Math.Max(network.Batch, 5) : network.Batch;
        try
        {
            EmittedCode.MatchesReference(model, network.Attributes, batch, seed: 1);
            return null;
        }
        catch (XunitException failure)
        {
            return failure.Message;
        }
    }
}

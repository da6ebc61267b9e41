using CsCheck;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Random sequential networks and functions of symbols against the reference interpreter.</summary>
public sealed class RandomNetworkTests
{
    private const int Compilations = 8;

    // The compiler's start is most of the time of a small network: several share it.
    private const int NetworksInCompilation = 5;

    [Fact]
    public void RandomNetworks_MatchReference() => RandomCheck.Run(RandomNetwork.Gen.Array[1, NetworksInCompilation], Compare, Compilations);

    [Fact]
    public void RandomFunctions_MatchReference() => RandomCheck.Run(RandomFunction.Gen.Array[1, NetworksInCompilation], Compare, Compilations);

    private static void Compare(RandomFunction[] functions)
    {
        var models = DynamicModel.CreateAll(string.Join('\n', functions.Select((function, i) => function.Source($"Network{i}")).Prepend("using ModelGen; using static ModelGen.Ops;")), seed: 1);
        foreach (var (function, model) in functions.Zip(models))
        {
            EmittedFunctions.MatchReference(model, $"{function}", function.Batch);
        }
    }

    private static void Compare(RandomNetwork[] networks)
    {
        var models = DynamicModel.CreateAll(string.Concat(networks.Select((network, i) => $"[{network.Model}, {network.Attributes}] public partial class Network{i};\n").Prepend("using ModelGen;\n")), seed: 1);
        foreach (var (network, model) in networks.Zip(models))
        {
            // The statistics of a few samples are too near to a division by zero for an exact comparison.
            var batch = network.Attributes.Contains("BatchNorm", StringComparison.Ordinal) ? Math.Max(network.Batch, 5) : network.Batch;
            EmittedCode.MatchesReference(model, $"{network}", batch, seed: 1);
        }
    }
}

using System.Reflection;
using System.Text.RegularExpressions;
using CsCheck;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Random sequential networks and functions of symbols against the reference interpreter.</summary>
public sealed class RandomNetworkTests
{
    private const int Compilations = 8;

    // The compiler's start is most of the time of a small network: several share it.
    private const int NetworksInCompilation = 5;

    private const int Draws = 2000;

    [Fact]
    public void RandomNetworks_MatchReference() => RandomCheck.Run(RandomNetwork.Gen.Array[1, NetworksInCompilation], Compare, Compilations);

    [Fact]
    public void RandomFunctions_MatchReference() => RandomCheck.Run(RandomFunction.Gen.Array[1, NetworksInCompilation], Compare, Compilations);

    [Fact]
    public void RandomNetworks_DrawEveryLayer() => AssertDrawn(
        typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract).Select(type => type.Name[..^nameof(Attribute).Length]),
        RandomNetwork.Gen,
        network => network.Attributes);

    [Fact]
    public void RandomFunctions_DrawEveryOperation() => AssertDrawn(
        typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).Distinct(),
        RandomFunction.Gen,
        function => function.Source("Sample"));

    private static void AssertDrawn<T>(IEnumerable<string> operations, Gen<T> networks, Func<T, string> text)
    {
        // What goes along time or takes integers has tests of its own: no random network has such data.
        var drawn = new HashSet<string>(SequenceTests.Texts.Append(CtcTests.Text).SelectMany(Names));
        networks.Array[Draws].Sample(all => drawn.UnionWith(all.SelectMany(network => Names(text(network)))), seed: new PCG(1, 1).ToString(), iter: 1, threads: 1);
        Assert.All(operations, operation => Assert.Contains(operation, drawn));
    }

    private static IEnumerable<string> Names(string text) => Regex.Matches(text, @"\b[A-Z]\w*").Select(match => match.Value);

    private static void Compare(RandomFunction[] functions)
    {
        var models = DynamicModel.CreateAll(string.Join('\n', functions.Select((function, i) => function.Source($"Network{i}")).Prepend("using ModelGen; using static ModelGen.Ops;")), seed: 1);
        foreach (var (function, model) in functions.Zip(models))
        {
            EmittedFunctions.MatchReference(model, $"{function}", BatchFor($"{function}", function.Batch));
        }
    }

    private static void Compare(RandomNetwork[] networks)
    {
        var models = DynamicModel.CreateAll(string.Concat(networks.Select((network, i) => $"[{network.Model}, {network.Attributes}] public partial class Network{i};\n").Prepend("using ModelGen;\n")), seed: 1);
        foreach (var (network, model) in networks.Zip(models))
        {
            EmittedCode.MatchesReference(model, $"{network}", BatchFor(network.Attributes, network.Batch), seed: 1);
        }
    }

    // The statistics of a few samples are too near to a division by zero for an exact comparison.
    private static int BatchFor(string network, int batch) => network.Contains("BatchNorm", StringComparison.Ordinal) ? Math.Max(batch, 5) : batch;
}

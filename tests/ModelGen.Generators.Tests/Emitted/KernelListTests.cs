using System.Text.RegularExpressions;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>The kernels that a program lists are those that it calls.</summary>
public sealed partial class KernelListTests
{
    private const string Source = """
        using ModelGen;

        [Model]
        [Input(3, 24, 22), Conv2D(12, 3, Padding = 1), BatchNorm, Relu, MaxPool2D(2), Conv2D(7, 3, Padding = 1), Relu, Flatten, Dense(20), Gelu, Dense(5), CrossEntropy, Adam(1e-3f)]
        public partial class Listed;
        """;

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void Programs_ListWhatTheyCall(int width)
    {
        var text = GeneratorRun.Of(Source).Files[$"Listed.Kernels{width}.g.cs"];
        foreach (var program in new[] { "Predict", "Evaluate", "Loss", "TrainStep", "PredictForOne", "LossForOne", "TrainStepForOne" })
        {
            var called = Bodies(text, $"{program}Block").SelectMany(body => Call().Matches(body).Select(match => match.Groups[1].Value)).Distinct().Order();
            var listed = Bodies(text, $"List{program}").SelectMany(body => Listing().Matches(body).Select(match => match.Groups[1].Value)).Order();
            Assert.NotEmpty(called);
            Assert.Equal(called, listed.Where(name => name != "UpdateLoss"));
            Assert.Equal(program is "TrainStep" or "TrainStepForOne", listed.Contains("UpdateLoss"));
        }
    }

    // Of a method, or of its parts or stages.
    private static IEnumerable<string> Bodies(string text, string method) =>
        Regex.Matches(text, $@"static void {method}(?:Part|Stage)?\d*\(.*?\n        }}\n", RegexOptions.Singleline).Select(match => match.Value);

    [GeneratedRegex(@"^ +(\w+)\(\s*block[,)]", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"kernels\.Add\((\w+)\)")]
    private static partial Regex Listing();
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Compilation;

/// <summary>Emitted files compile without a warning beside whatever a user's project holds.</summary>
public sealed class CompilationTests
{
    private const string Network = "Input(2, 9, 8), Conv2D(3, 3), BatchNorm, Relu, MaxPool2D(2), Conv2D(4, 1), Flatten, Dropout(0.2f), Dense(5), Tanh, Dense(3), CrossEntropy, Adam(1e-3f), L2(1e-4f), ClipGradientNorm(1f)";
    private const string Small = "Input(2), Dense(3), Tanh, Dense(2), SquaredError, Sgd(0.1f)";

    // Every type that emitted code names without its namespace, and some of its own.
    private const string NamesOfOurs = """
        internal class Block; internal class Lanes; internal class VectorMath; internal class RandomLanes; internal class Vector512; internal class Vector256; internal class Vector128; internal class Unsafe;
        internal class MethodImpl; internal class MethodImplOptions; internal class Engine; internal class Columns; internal class CompiledProgram; internal class ParameterRange; internal class DataSet; internal class NamedTensors;
        internal class Math; internal class MathF; internal class Span; internal class System; internal class Summary;
        """;

    [Theory]
    [InlineData(NullableContextOptions.Enable, LanguageVersion.CSharp14)]
    [InlineData(NullableContextOptions.Disable, LanguageVersion.CSharp14)]
    [InlineData(NullableContextOptions.Enable, LanguageVersion.Preview)]
    [InlineData(NullableContextOptions.Disable, LanguageVersion.Preview)]
    public void Project_CompilesWithoutWarnings(NullableContextOptions nullable, LanguageVersion language) => AssertCompiles(
        GeneratorRun.Compile([$"using ModelGen; namespace App; [Model, {Network}] public partial class Net;", $"using ModelGen; [Model(Unroll = Unroll.Full), {Small}] public partial class Other;"], nullable, language), models: 2);

    [Theory]
    [InlineData("[Model, Network] public partial class Net;")]
    [InlineData("[Model, Network] internal sealed partial class Net;")]
    [InlineData("namespace A; [Model, Network] public partial class Net;")]
    [InlineData("namespace A.B { namespace C { [Model, Network] public partial class Net { } } }")]
    [InlineData("internal partial class Outer { [Model, Network] private sealed partial class Net; }")]
    [InlineData("namespace A; internal partial record struct Outer { public partial interface IInner { public partial record Deep { [Model, Network] protected internal partial class Net; } } }")]
    [InlineData("namespace A { [Model, Network] public partial class Net { } } namespace B { [Model, Network] public partial class Net { } }")]
    [InlineData("namespace A { [Model, Network] public partial class BC { } } namespace AB { [Model, Network] public partial class C { } }")]
    [InlineData("namespace A { [Model, Network] public partial class B_C { } } namespace A.B { [Model, Network] public partial class C { } }")]
    [InlineData("namespace @namespace; [Model, Network] public partial class Net;")]
    [InlineData("[Model, Network] public partial class @class;")]
    [InlineData("[Model, Network] public partial class @record;")]
    [InlineData("[Model, Network] public partial class @required;")]
    [InlineData("namespace @event.@class; internal partial struct @struct { public partial record @file { [Model, Network] public partial class @int; } }")]
    [InlineData("[Model, Network] public partial class Net; [Model, Network] public partial class NET; [Model, Network] public partial class net;")]
    [InlineData("namespace A { [Model, Network] public partial class Net; } namespace a { [Model, Network] public partial class Net; }")]
    public void Declaration_CompilesWithoutWarnings(string declaration) =>
        AssertCompiles(GeneratorRun.Compile(["using ModelGen; " + declaration.Replace("Network", Small, StringComparison.Ordinal)]), declaration.Split("[Model").Length - 1);

    [Fact]
    public void TypesOfTheUser_MayHaveOurNames() => AssertCompiles(GeneratorRun.Compile([$"using ModelGen; namespace App; [Model, {Network}] public partial class Net; {NamesOfOurs}"]), models: 1);

    [Fact]
    public void GlobalTypesOfTheUser_MayHaveOurNames() => AssertCompiles(
        GeneratorRun.Compile([$"using ModelGen; namespace App; [Model, {Network}] public partial class Net;", NamesOfOurs.Replace("internal class System;", string.Empty, StringComparison.Ordinal)]), models: 1);

    [Fact]
    public void Functions_MayHaveNamesOfGeneratedMembers_WithOtherParameters() => AssertCompiles(
        GeneratorRun.Compile(["""
            using ModelGen;
            using static ModelGen.Ops;

            [Model]
            public partial class Net
            {
                [Network] static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
                [Network] static Symbol PredictLabel([Shape(4)] Symbol x, [Shape(4)] Symbol y) => Predict(x + y);
                [Network] static Symbol Evaluate([Shape(4)] Symbol x) => Predict(x);
                [Objective, Adam] static Symbol Loss([Shape(4)] Symbol x, [Shape(3)] Symbol y) => SquaredError(Predict(x), y);
            }
            """]),
        models: 1);

    [Fact]
    public void FileNames_DifferInMoreThanCase_WhateverTheOrder()
    {
        string[] sources = [.. new[] { "Net", "NET", "Other" }.Select(name => $"using ModelGen; [Model, {Small}] public partial class {name};")];
        var files = GeneratorRun.Of(sources).Files;
        Assert.Equal(files, GeneratorRun.Of([.. sources.Reverse()]).Files);
        Assert.Equal(15, files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("partial class NET", files["NET.g.cs"], StringComparison.Ordinal);
        Assert.Contains("partial class Net", files["Net.2.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Other.g.cs", files.Keys);
    }

    private static void AssertCompiles(CSharpCompilation compilation, int models)
    {
        var run = GeneratorRun.Of(compilation);
        Assert.Null(run.Result.Exception);
        Assert.Equal(models, run.Declarations.Count());
        Assert.Empty(run.Problems);
    }
}

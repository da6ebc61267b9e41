using ModelGen.Analyzers.Tests.Verification;
using ModelGen.CodeFixes;
using Xunit;

namespace ModelGen.Analyzers.Tests;

public sealed class ProjectSkipCodeFixTests
{
    private const string Import = "using static ModelGen.Ops;";

    [Theory]
    [InlineData(Import, "y + skip", "y + Conv2D(skip, 64, 1)")]
    [InlineData(Import, "skip + y", "Conv2D(skip, 64, 1) + y")]
    [InlineData(Import, "skip + Relu(y)", "Conv2D(skip, 64, 1) + Relu(y)")]
    [InlineData(Import, "Relu(y) - Relu(skip) /* residue */", "Relu(y) - Conv2D(Relu(skip), 64, 1) /* residue */")]
    [InlineData(Import, "Relu(y) + (skip * 2)", "Relu(y) + Conv2D(skip * 2, 64, 1)")]
    [InlineData(Import, "half + skip", "half + Conv2D(skip, 64, 1, stride: 2)")]
    [InlineData(Import, "skip + half", "Conv2D(skip, 64, 1, stride: 2) + half")]
    [InlineData(Import, "y + half", "Conv2D(y, 64, 1, stride: 2) + half")]
    [InlineData(Import, "third + skip", "third + Conv2D(skip, 8, 1, stride: 3)")]
    [InlineData("", "Ops.Relu(y) + skip", "Ops.Relu(y) + Ops.Conv2D(skip, 64, 1)")]
    public Task Skip_GetsTheOtherShape(string usings, string sum, string expected) => CodeFixVerifier.VerifyAsync(
        new ProjectSkipCodeFix(), Network(usings, $"return {sum};"), Network(usings, $"return {expected};"));

    [Fact]
    public Task CompoundAssignment_ProjectsWhatIsAdded() => CodeFixVerifier.VerifyAsync(
        new ProjectSkipCodeFix(), Network(Import, "y += skip; return y;"), Network(Import, "y += Conv2D(skip, 64, 1); return y;"));

    [Theory]
    [InlineData("Max(y, skip)")]
    [InlineData("y + Conv2D(skip, 64, 2)")]
    [InlineData("y + Flatten(skip)")]
    [InlineData("y * skip")]
    public Task WhatNoConvolutionMends_IsLeft(string expression) => CodeFixVerifier.VerifyNoneAsync(new ProjectSkipCodeFix(), Network(Import, $"return {expression};"));

    private static string Network(string usings, string statements) => $$"""
        {{usings}}
        [Model]
        public partial class M
        {
            [Network]
            static Symbol Predict([Shape(32, 15, 16)] Symbol skip)
            {
                var y = Ops.Conv2D(skip, 64, 3, padding: 1);
                var half = Ops.Conv2D(skip, 64, 3, stride: 2, padding: 1);
                var third = Ops.Conv2D(skip, 8, 3, stride: 3, padding: 1);
                {{statements}}
            }
        }
        """;
}

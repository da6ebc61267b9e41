using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler;
using ModelGen.Compiler.Declarations;
using ModelGen.Testing;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace ModelGen.Generators.Tests.Caching;

/// <summary>What an edit runs again: the reasons of every named step, for the class "Edited" and, where both stand, for the class "Other".</summary>
public sealed class CachingTests
{
    private const string Edited = """
        using ModelGen;

        // A comment.
        [Model, Input(2), Dense(3), Tanh, Dense(2), CrossEntropy, Sgd(0.1f)]
        public partial class Edited
        {
            public int Member() => 1;
        }
        """;

    private const string Other = "using ModelGen; [Model, Input(3), Dense(2), SquaredError, Adam(1e-3f)] public partial class Other;";

    private const string Unrelated = "public static class Unrelated { public static int Value() => 1; }";

    private static readonly (IncrementalStepRunReason Bind, IncrementalStepRunReason Compile, IncrementalStepRunReason Surface, IncrementalStepRunReason Kernels) Nothing = (Cached, Cached, Cached, Cached), Everything = (Modified, Modified, Modified, Modified);

    [Fact]
    public void UnrelatedFile_DoesNotRegenerate() => AssertNothingRuns(AfterEdit("Value() => 1", "Value() => 2"));

    [Fact]
    public void Whitespace_DoesNotRegenerate() => AssertNothingRuns(AfterEdit("Dense(3), Tanh", "Dense( 3 ),\n    Tanh"));

    [Fact]
    public void Comment_DoesNotRegenerate() => AssertNothingRuns(AfterEdit("// A comment.", "// A longer comment, so that every position moves.\n"));

    [Fact]
    public void MemberOfTheUser_DoesNotRegenerate() => AssertNothingRuns(AfterEdit("Member() => 1", "AnotherMember() => 2"));

    [Fact]
    public void NewFile_DoesNotRegenerate()
    {
        var before = GeneratorRun.Of(Edited, Other, Unrelated);
        AssertNothingRuns(GeneratorRun.Of(before.Source.AddSyntaxTrees(GeneratorRun.Compile(["public class New;"]).SyntaxTrees), before.Driver));
    }

    [Fact]
    public void OtherModel_DoesNotRegenerate() => Assert.Equal(Nothing, Reasons(AfterEdit("Input(3)", "Input(4)"), "Edited"));

    [Fact]
    public void OtherModel_Regenerates() => Assert.Equal(Everything, Reasons(AfterEdit("Input(3)", "Input(4)"), "Other"));

    [Fact]
    public void Layer_Regenerates() => Assert.Equal(Everything, Reasons(AfterEdit("Tanh", "Relu"), "Edited"));

    [Fact]
    public void Size_Regenerates() => Assert.Equal(Everything, Reasons(AfterEdit("Dense(3)", "Dense(4)"), "Edited"));

    [Fact]
    public void LearningRate_RegeneratesSurfaceAlone() => Assert.Equal((Modified, Modified, Modified, Unchanged), Reasons(AfterEdit("Sgd(0.1f)", "Sgd(0.2f)"), "Edited"));

    [Fact]
    public void NewModel_Regenerates()
    {
        var before = GeneratorRun.Of(Edited, Unrelated);
        var after = GeneratorRun.Of(before.Source.AddSyntaxTrees(GeneratorRun.Compile([Other]).SyntaxTrees), before.Driver);
        Assert.Equal((New, New, New, New), Reasons(after, "Other"));
        Assert.Equal(Nothing, Reasons(after, "Edited"));
    }

    [Fact]
    public void Runs_GiveTheSameText()
    {
        var first = GeneratorRun.Of(Edited, Other, Unrelated);
        Assert.Equal(10, first.Files.Count);
        Assert.Equal(first.Files, GeneratorRun.Of(Edited, Other, Unrelated).Files);
        Assert.Equal(first.Files, GeneratorRun.Of(first.Source, first.Driver).Files);
        Assert.Equal(first.Files, GeneratorRun.Of(Unrelated, Other, Edited).Files);
    }

    [Fact]
    public void Values_HoldNothingOfTheCompiler()
    {
        var values = GeneratorRun.Of(Edited, Other).Result.TrackedSteps
            .Where(step => step.Key is ModelGenerator.Steps.Bind or ModelGenerator.Steps.Compile or ModelGenerator.Steps.Surface or ModelGenerator.Steps.Kernels)
            .SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value)
            .ToArray();
        Assert.Equal(8, values.Length);
        var types = ObjectGraph.TypesFrom(values);

        // The walk reaches the ends of a declaration and of an emitted file.
        Assert.Contains(typeof(Compiler.Operations.Tanh), types);
        Assert.Contains(typeof(Compiler.Optimizers.Sgd), types);
        Assert.Contains(typeof(EmittedFile), types);
        Assert.DoesNotContain(types, type => type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    /// <summary>Runs on three files, replaces a text in the one that has it, and runs the same driver again.</summary>
    private static GeneratorRun AfterEdit(string from, string to)
    {
        var before = GeneratorRun.Of(Edited, Other, Unrelated);
        var tree = before.Source.SyntaxTrees.Single(tree => tree.ToString().Contains(from, StringComparison.Ordinal));
        var edited = tree.WithChangedText(SourceText.From(tree.ToString().Replace(from, to, StringComparison.Ordinal)));
        return GeneratorRun.Of(before.Source.ReplaceSyntaxTree(tree, edited), before.Driver);
    }

    private static void AssertNothingRuns(GeneratorRun run)
    {
        Assert.Equal(Nothing, Reasons(run, "Edited"));
        Assert.Equal(Nothing, Reasons(run, "Other"));
        var outputs = run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).ToArray();
        Assert.Equal(4, outputs.Length);
        Assert.All(outputs, output => Assert.Equal(Cached, output.Reason));
    }

    private static (IncrementalStepRunReason Bind, IncrementalStepRunReason Compile, IncrementalStepRunReason Surface, IncrementalStepRunReason Kernels) Reasons(GeneratorRun run, string model)
    {
        return (Reason(ModelGenerator.Steps.Bind), Reason(ModelGenerator.Steps.Compile), Reason(ModelGenerator.Steps.Surface), Reason(ModelGenerator.Steps.Kernels));

        IncrementalStepRunReason Reason(string step) =>
            run.Result.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Single(output => ModelOf(output.Value) == model).Reason;
    }

    private static string ModelOf(object value) => value switch
    {
        ModelDeclaration declaration => declaration.Name,
        ModelFiles files => ModelOf(files.Surface()),
        EmittedFiles files => files.Files[0].Name.Split('.')[0],
        _ => throw new ArgumentException($"Not the value of a step: {value}."),
    };
}

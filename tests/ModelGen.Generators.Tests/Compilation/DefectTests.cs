using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler;
using ModelGen.Compiler.Binding;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Compilation;

/// <summary>A compiler that fails is an error at the class, not the warning that C# makes of a generator that throws.</summary>
public sealed class DefectTests
{
    private const string Source = "using ModelGen; namespace A; public partial class Outer { [Model, Input(4), Tanh] public partial class M; }";

    [Theory]
    [InlineData(nameof(Operation.Infer))]
    [InlineData(nameof(Operation.MultiplyAdds))]
    [InlineData(nameof(Elementwise.Vector))]
    public void Defect_IsAnErrorAtTheClass(string place)
    {
        var compilation = GeneratorRun.Compile([Source]);
        var driver = CSharpGeneratorDriver.Create([new Failing(new Broken(place)).AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);

        var defect = Assert.Single(diagnostics);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        Assert.Equal(("MG9001", DiagnosticSeverity.Error), (defect.Id, defect.Severity));
        Assert.Equal(Source.IndexOf("M;", StringComparison.Ordinal), defect.Location.SourceSpan.Start);
        Assert.Equal(
            $"ModelGen fails on 'M', which is a defect of ModelGen: InvalidTimeZoneException: {place} is broken. Please report it, with this code, at https://github.com/modelgen/modelgen/issues.",
            defect.GetMessage(System.Globalization.CultureInfo.InvariantCulture));

        // What the user calls is there, so that nothing else is an error.
        Assert.NotNull(output.GetTypeByMetadataName("A.Outer+M")?.GetMembers("ParameterCount").SingleOrDefault());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_ReportsWhatTheGeneratorDoesNot(bool isBroken)
    {
        var findings = ModelChecker.Check(With(new Broken(nameof(Operation.Infer)), GeneratorRun.Of(Source).Declarations.Single()) with { IsBroken = isBroken });

        Assert.Equal(isBroken ? ["MG9001"] : [], findings.Select(finding => finding.Problem.Id));
    }

    [Fact]
    public void Binding_ThatFails_IsAFindingAtTheClass()
    {
        var compilation = GeneratorRun.Compile([Source]);
        var binding = ModelBinder.Bind(FailingSymbol.Of(compilation.GetTypeByMetadataName("A.Outer+M")!), compilation, TestContext.Current.CancellationToken);

        Assert.Equal(["MG9001"], binding!.Findings.Select(finding => finding.Problem.Id));
        Assert.Equal("M", binding.At(binding.Findings[0].Origin).Text);
        Assert.Null(binding.Declaration);
    }

    [Fact]
    public void Cancellation_IsNoDefect()
    {
        var compilation = GeneratorRun.Compile([Source]);

        Assert.Throws<OperationCanceledException>(() => ModelBinder.Bind(compilation.GetTypeByMetadataName("A.Outer+M")!, compilation, new CancellationToken(canceled: true)));
    }

    private static ModelDeclaration With(Operation operation, ModelDeclaration declaration) => declaration with
    {
        Networks = declaration.Networks.Select(network => network with
        {
            Function = network.Function with { Calls = network.Function.Calls.Select(call => call with { Operation = operation }).ToEquatableArray() },
        }).ToEquatableArray(),
    };

    /// <summary>The generator on models whose only operation is another.</summary>
    private sealed class Failing(Operation operation) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => ModelGenerator.Emit(context, context.SyntaxProvider.ForAttributeWithMetadataName(
            ModelBinder.ModelAttribute,
            (node, _) => ModelBinder.CanBeModel(node),
            (model, cancellation) => With(operation, ModelBinder.Bind((INamedTypeSymbol)model.TargetSymbol, model.SemanticModel.Compilation, cancellation)!.Declaration!)));
    }

    /// <summary>An operation that fails when it is asked for something.</summary>
    private sealed record Broken(string Place) : Elementwise
    {
        public override string Name => "Broken";

        public override bool DerivativeIsOfOutput => true;

        public override int Cost => 1;

        public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Or(nameof(Infer), base.Infer(inputs));

        public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Or(nameof(MultiplyAdds), 0);

        public override double Function(double x) => x;

        public override double Derivative(double y) => 1;

        public override string Vector(VectorWidth vector, string x) => Or(nameof(Vector), x);

        public override string VectorDerivative(VectorWidth vector, string y) => y;

        private T Or<T>(string place, T value) => place == Place ? throw new InvalidTimeZoneException($"{place}\n  is broken.") : value;
    }

    /// <summary>A class whose members cannot be read.</summary>
    public class FailingSymbol : DispatchProxy
    {
        private INamedTypeSymbol type = null!;

        public static INamedTypeSymbol Of(INamedTypeSymbol type)
        {
            var proxy = Create<INamedTypeSymbol, FailingSymbol>();
            ((FailingSymbol)(object)proxy).type = type;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(INamedTypeSymbol.GetMembers) ? throw new InvalidTimeZoneException("No members.") : targetMethod.Invoke(type, args);
    }
}

using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Compiles emitted methods while a test runs.</summary>
internal static class EmittedCode
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The class <c>Emitted</c> with these members. A warning or an error in them fails the test.</summary>
    public static Type Compile(string members)
    {
        var source = $$"""
            using System;
            using System.Runtime.CompilerServices;
            using System.Runtime.Intrinsics;
            using ModelGen.Runtime;
            public static class Emitted
            {
            {{members}}
            }
            """;
        var compilation = CSharpCompilation.Create(
            $"Emitted{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14))],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var problems = compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS8019");
        Xunit.Assert.True(!problems.Any(), $"{string.Join('\n', problems)}\n{source}");
        image.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image).GetType("Emitted")!;
    }

    /// <summary>A static method as a delegate.</summary>
    public static T Method<T>(this Type type, string name) where T : Delegate => type.GetMethod(name, BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<T>();
}

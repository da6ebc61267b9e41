using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace ModelGen.Testing;

/// <summary>Compiles to memory and loads.</summary>
public static class LoadedAssembly
{
    /// <summary>The assembly of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="least">From which severity a diagnostic is a failure.</param>
    /// <exception cref="InvalidOperationException">There are such diagnostics: each is in the message, with its line.</exception>
    public static Assembly Of(Compilation compilation, DiagnosticSeverity least = DiagnosticSeverity.Warning)
    {
        using var image = new MemoryStream();
        var problems = compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= least).Take(20).ToArray();
        if (problems.Length > 0)
        {
            throw new InvalidOperationException(string.Join("\n", problems.Select(problem => $"{problem}: {problem.Location.SourceTree?.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line]}")));
        }

        image.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image);
    }
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Compiler.Binding;

/// <summary>A place in the user's source: what an origin id stands for.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Text">What stands there, on one line.</param>
public sealed record SourceSpan(Location Location, string Text)
{
    /// <summary>The place of a node; a method's is its name.</summary>
    public static SourceSpan Of(SyntaxNode node) => node is MethodDeclarationSyntax { Identifier: var name }
        ? new(name.GetLocation(), name.Text)
        : new(node.GetLocation(), Regex.Replace(node.ToString(), @"\s+", " "));

    /// <summary>As messages refer to it: <c>'AvgPool2D(2)' (8,34)</c>, line and column from 1.</summary>
    public override string ToString()
    {
        var start = Location.GetLineSpan().StartLinePosition;
        return $"'{Text}' ({start.Line + 1},{start.Character + 1})";
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For a bias that a batch normalization subtracts again: switches it off, in an attribute or a call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBiasCodeFix))]
[Shared]
public sealed class RemoveBiasCodeFix : LayerCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.BiasBeforeBatchNorm.Id];

    private protected override string Title(SyntaxNode layer) => "Leave out the bias";

    private protected override SyntaxNode? Mend(SyntaxNode root, SyntaxNode layer) =>
        layer.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList: { } arguments } ? root.ReplaceNode(arguments, WithoutBias(arguments))
        : layer is InvocationExpressionSyntax call ? root.ReplaceNode(call.ArgumentList, WithoutBias(call.ArgumentList))
        : null;

    private static AttributeArgumentListSyntax WithoutBias(AttributeArgumentListSyntax list)
    {
        var bias = (AttributeArgumentSyntax)SyntaxFactory.ParseAttributeArgumentList("(Bias = false)")!.Arguments[0];
        var said = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Bias");
        return list.WithArguments(said is null ? Append(list.Arguments, bias) : list.Arguments.Replace(said, bias));
    }

    private static ArgumentListSyntax WithoutBias(ArgumentListSyntax list)
    {
        var bias = SyntaxFactory.ParseArgumentList("(bias: false)").Arguments[0];
        var said = list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "bias");
        return list.WithArguments(said is null ? Append(list.Arguments, bias) : list.Arguments.Replace(said, bias));
    }

    private static SeparatedSyntaxList<T> Append<T>(SeparatedSyntaxList<T> arguments, T argument)
        where T : SyntaxNode =>
        SyntaxFactory.SeparatedList<T>(arguments.GetWithSeparators().Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)).Add(argument));
}

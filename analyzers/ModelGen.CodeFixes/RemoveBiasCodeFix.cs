using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For a bias that a batch normalization subtracts again: switches it off, in an attribute, a call, or where the layer that is called is declared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBiasCodeFix))]
[Shared]
public sealed class RemoveBiasCodeFix : LayerCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.BiasBeforeBatchNorm.Id];

    private protected override string Title(SyntaxNode layer) => "Leave out the bias";

    private protected override SyntaxNode? Mend(Mistake mistake)
    {
        if ((mistake.Layer.FirstAncestorOrSelf<AttributeSyntax>() ?? SharedLayer(mistake)) is { ArgumentList: { } ofAttribute })
        {
            return mistake.Root.ReplaceNode(ofAttribute, WithoutBias(ofAttribute));
        }

        // A layer that is shared, but declared in another file, has nothing to say it with in this one.
        return mistake.Layer is not InvocationExpressionSyntax { ArgumentList: var list } || !IsOperation(mistake) ? null
            : Argument(mistake, parameter => parameter.Name == "bias") is { Expression: var bias } ? mistake.Root.ReplaceNode(bias, False.WithTriviaFrom(bias))
            : mistake.Root.ReplaceNode(list, list.WithArguments(Append(list.Arguments, SyntaxFactory.ParseArgumentList("(bias: false)").Arguments[0])));
    }

    private static ExpressionSyntax False => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression);

    private static AttributeArgumentListSyntax WithoutBias(AttributeArgumentListSyntax list)
    {
        var bias = SyntaxFactory.ParseAttributeArgumentList("(Bias = false)")!.Arguments[0];
        var said = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Bias");
        return list.WithArguments(said is null ? Append(list.Arguments, bias) : list.Arguments.Replace(said, bias));
    }

    private static SeparatedSyntaxList<T> Append<T>(SeparatedSyntaxList<T> arguments, T argument)
        where T : SyntaxNode =>
        SyntaxFactory.SeparatedList<T>(arguments.GetWithSeparators().Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)).Add(argument));
}

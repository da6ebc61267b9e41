using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For a bias that a batch normalization subtracts again: switches it off, in an attribute or a call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBiasCodeFix))]
[Shared]
public sealed class RemoveBiasCodeFix : CodeFixProvider
{
    private const string Title = "Leave out the bias";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.BiasBeforeBatchNorm.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var layer = root?.FindNode(context.Span, getInnermostNodeForTie: true);
        var mended = layer?.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList: { } arguments } ? root!.ReplaceNode(arguments, WithoutBias(arguments))
            : layer is InvocationExpressionSyntax call ? root!.ReplaceNode(call.ArgumentList, WithoutBias(call.ArgumentList))
            : null;
        if (mended is not null)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(mended)), equivalenceKey: nameof(RemoveBiasCodeFix)),
                context.Diagnostics);
        }
    }

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

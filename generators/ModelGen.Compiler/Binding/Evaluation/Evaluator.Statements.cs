using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Statements.</summary>
public sealed partial class Evaluator
{
    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    private object? returned;

    private Flow Execute(IOperation? statement)
    {
        if (statement is null)
        {
            return Flow.Next;
        }

        Count(statement);
        switch (statement)
        {
            case IBlockOperation block:
                return ExecuteAll(block.Operations);
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                {
                    Declare(declarator);
                }

                return Flow.Next;
            case IExpressionStatementOperation { Operation: IInvocationOperation call }:
                domain.Ignore(Evaluate(call), call.Syntax);
                return Flow.Next;
            case IExpressionStatementOperation expression:
                _ = Evaluate(expression.Operation);
                return Flow.Next;
            case IReturnOperation { Kind: OperationKind.Return } result:
                returned = result.ReturnedValue is null ? null : Evaluate(result.ReturnedValue);
                return Flow.Return;
            case IConditionalOperation conditional:
                return Execute(IsTrue(conditional.Condition) ? conditional.WhenTrue : conditional.WhenFalse);
            case IForLoopOperation loop:
                return InLoop(loop, () => ExecuteFor(loop));
            case IForEachLoopOperation loop:
                return InLoop(loop, () => ExecuteForEach(loop));
            case IWhileLoopOperation loop:
                return InLoop(loop, () => ExecuteWhile(loop));
            case ISwitchOperation choice:
                return ExecuteSwitch(choice);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case ILocalFunctionOperation or IEmptyOperation:
                return Flow.Next;
            case IThrowOperation thrown:
                throw Thrown(thrown);
            case IInvalidOperation:
                throw new EvaluationException(statement.Syntax, problem: null);
            case ITryOperation or ILockOperation or IUsingOperation or IUsingDeclarationOperation or ILabeledOperation or IBranchOperation or IReturnOperation:
                throw NotAllowed(statement, "of statements if, switch, loops, blocks, assignments, calls, return, throw and local functions may be used");
            default:
                throw NotAllowed(statement, "of statements if, switch, loops, blocks, assignments, calls, return, throw and local functions may be used");
        }
    }

    /// <summary>Runs a loop, at which the error stands if it does not end.</summary>
    private Flow InLoop(ILoopOperation loop, Func<Flow> execute)
    {
        loops.Push(loop);
        try
        {
            return execute();
        }
        finally
        {
            _ = loops.Pop();
        }
    }

    private Flow ExecuteAll(IEnumerable<IOperation> statements)
    {
        foreach (var statement in statements)
        {
            var flow = Execute(statement);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.Symbol.RefKind != RefKind.None)
        {
            throw NotAllowed(declarator, "a reference to a variable");
        }

        // An initializer of several declarators at once stands on the declaration; C# has none.
        frame.Variables[declarator.Symbol] = new Variable(declarator.Initializer is { } initializer ? Evaluate(initializer.Value) : null);
    }

    private Flow ExecuteFor(IForLoopOperation loop)
    {
        _ = ExecuteAll(loop.Before);
        while (loop.Condition is null || IsTrue(loop.Condition))
        {
            Count(loop);
            var flow = Execute(loop.Body);
            if (flow == Flow.Break)
            {
                break;
            }

            if (flow == Flow.Return)
            {
                return flow;
            }

            _ = ExecuteAll(loop.AtLoopBottom);
        }

        return Flow.Next;
    }

    private Flow ExecuteForEach(IForEachLoopOperation loop)
    {
        if (loop.IsAsynchronous)
        {
            throw NotAllowed(loop, "await foreach");
        }

        var collection = Evaluate(loop.Collection);
        if (loop.Syntax is CommonForEachStatementSyntax syntax && ModelOf(syntax.SyntaxTree).GetForEachStatementInfo(syntax) is var info
            && IsHidden(info.ElementConversion, info.ElementType))
        {
            throw NotAllowed(loop, "a conversion of this kind of the elements");
        }

        if (loop is { LoopControlVariable: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref }, Syntax: ForEachStatementSyntax { Type: var reference } })
        {
            throw EvaluationException.NotAllowed(reference, $"a reference to a variable. {Allowed}");
        }

        foreach (var item in Lazily(collection, loop.Collection))
        {
            Count(loop);
            switch (loop.LoopControlVariable)
            {
                case IVariableDeclaratorOperation declarator:
                    frame.Variables[declarator.Symbol] = new Variable(Copied(Converted(item, declarator.Symbol.Type, loop)));
                    break;
                case { } target:
                    AssignerOf(target, loop.Syntax is ForEachVariableStatementSyntax parts ? ModelOf(parts.SyntaxTree).GetDeconstructionInfo(parts) : default)(item);
                    break;
            }

            var flow = Execute(loop.Body);
            if (flow == Flow.Break)
            {
                break;
            }

            if (flow == Flow.Return)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    /// <summary>A conversion that no operation shows, of which the values alone do not tell enough.</summary>
    private static bool IsHidden(Conversion conversion, ITypeSymbol? source) => conversion.IsUserDefined || conversion.IsUnboxing || (conversion.IsReference && conversion.IsExplicit)
        || (conversion.IsBoxing && source is not { SpecialType: not SpecialType.None });

    /// <summary>The elements of a collection, which must not be changed meanwhile.</summary>
    internal static IEnumerable<object?> Unchanged(SharedValue collection, IEnumerable<object?> items, IOperation at)
    {
        var version = collection.Version;
        using var enumerator = items.GetEnumerator();
        while (true)
        {
            if (collection.Version != version)
            {
                throw Fails(at, "the collection is changed while it is enumerated");
            }

            if (!enumerator.MoveNext())
            {
                yield break;
            }

            yield return enumerator.Current;
        }
    }

    private Flow ExecuteWhile(IWhileLoopOperation loop)
    {
        var isFirst = true;
        while ((isFirst && !loop.ConditionIsTop) || IsTrue(loop.Condition!) != loop.ConditionIsUntil)
        {
            Count(loop);
            isFirst = false;
            var flow = Execute(loop.Body);
            if (flow == Flow.Break)
            {
                break;
            }

            if (flow == Flow.Return)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow ExecuteSwitch(ISwitchOperation choice)
    {
        var value = Evaluate(choice.Value);
        var section = choice.Cases.FirstOrDefault(candidate => candidate.Clauses.Any(clause => Matches(clause, value, choice.Value.Type)))
            ?? choice.Cases.FirstOrDefault(candidate => candidate.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        if (section is null)
        {
            return Flow.Next;
        }

        var flow = ExecuteAll(section.Body);
        return flow == Flow.Break ? Flow.Next : flow;
    }

    private bool Matches(ICaseClauseOperation clause, object? value, ITypeSymbol? type) => clause switch
    {
        ISingleValueCaseClauseOperation single => Equality.Equals(Boxed(Evaluate(single.Value), single.Value.Type), Boxed(value, type)),
        IPatternCaseClauseOperation pattern => Matches(pattern.Pattern, value) && (pattern.Guard is null || IsTrue(pattern.Guard)),
        IDefaultCaseClauseOperation => false,
        _ => throw NotAllowed(clause, "this kind of case"),
    };
}

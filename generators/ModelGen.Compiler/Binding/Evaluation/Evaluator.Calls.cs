using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Calls of methods, local functions and lambdas.</summary>
public sealed partial class Evaluator
{
    private object? EvaluateInvocation(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (IsOmitted(method, invocation.Syntax.SyntaxTree))
        {
            return null;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { RefKind: not (RefKind.None or RefKind.In) })
            {
                throw NotAllowed(argument, "ref and out arguments");
            }
        }

        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return Evaluate(invocation.Instance) is DelegateValue called
                ? CallDelegate(called, [.. Ordered(invocation.Arguments, method.Parameters)], invocation)
                : throw Fails(invocation, "the delegate is null");
        }

        if (domain.Handles(method))
        {
            if (unchanged > 0 && !isInScan)
            {
                throw NotAllowed(invocation, SkippedEffect);
            }

            return domain.Call(method, [.. Ordered(invocation.Arguments, method.Parameters).Select(Materialized)], invocation.Syntax);
        }

        var receiver = method.IsStatic || method.MethodKind == MethodKind.LocalFunction ? null : Reached(invocation.Instance);
        receiver = receiver is ObjectValue ? receiver : Boxed(receiver, invocation.Instance?.Type);
        if (receiver is null && IsNullable(method.ContainingType) && !method.IsStatic)
        {
            return OfNull(method, [.. Ordered(invocation.Arguments, method.Parameters)], invocation);
        }

        if (!method.IsStatic && receiver is null && method.MethodKind != MethodKind.LocalFunction)
        {
            throw Fails(invocation, "null has no members");
        }

        IReadOnlyList<object?> arguments = [.. Ordered(invocation.Arguments, method.Parameters)];
        return IsOfProject(method) && !(receiver is ObjectValue && method.IsImplicitlyDeclared)
            ? Run(receiver is ObjectValue data && !IsBase(invocation) ? Implementation(method, data.Type) : method, receiver as ObjectValue, arguments, invocation.Syntax)
            : CallFramework(method, receiver, arguments, invocation);
    }

    /// <summary>A call of a framework method: most read all of what they are called on, and make something as large.</summary>
    private object? CallFramework(IMethodSymbol method, object? receiver, IReadOnlyList<object?> arguments, IOperation at)
    {
        current = at;
        Charge(method.Name == "Add" ? 0 : SizeOf(receiver) + arguments.Sum(argument => (long)SizeOf(argument)));
        return Charged(Intrinsics.Call(this, method, receiver, arguments, at));
    }

    /// <summary>Whether C# drops a call with its arguments: of a partial method without a body, or under a condition that is not defined.</summary>
    private bool IsOmitted(IMethodSymbol method, SyntaxTree tree)
    {
        if (method.OriginalDefinition is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true, DeclaredAccessibility: Accessibility.Private } && IsOfProject(method))
        {
            return true;
        }

        string?[] conditions = [.. method.OriginalDefinition.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() == "System.Diagnostics.ConditionalAttribute")
            .Select(attribute => attribute.ConstructorArguments is [{ Value: string name }] ? name : null)];
        if (conditions.Length == 0)
        {
            return false;
        }

        HashSet<string> defined = [.. tree.Options.PreprocessorSymbolNames];
        for (var directive = ((CSharpSyntaxNode)tree.GetRoot(cancellation)).GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            _ = directive switch
            {
                DefineDirectiveTriviaSyntax { IsActive: true } define => defined.Add(define.Name.ValueText),
                UndefDirectiveTriviaSyntax { IsActive: true } undef => defined.Remove(undef.Name.ValueText),
                _ => false,
            };
        }

        return !conditions.Any(condition => condition is not null && defined.Contains(condition));
    }

    /// <summary>A sequence as an array: the domain enumerates it at once.</summary>
    private static object? Materialized(object? value) => value is SequenceValue sequence ? new ArrayValue([.. sequence.Items]) : value;

    /// <summary>A method of <c>Nullable&lt;T&gt;</c> without a value.</summary>
    private object? OfNull(IMethodSymbol method, IReadOnlyList<object?> arguments, IOperation at) => (method.Name, arguments) switch
    {
        ("GetValueOrDefault", []) => DefaultOf(method.ContainingType.TypeArguments[0]),
        ("GetValueOrDefault", [var other]) => other,
        ("ToString", []) => string.Empty,
        ("Equals", [var other]) => other is null,
        _ => throw Fails(at, "null has no members"),
    };

    /// <summary>Arguments in the parameters' order, evaluated in the order in which they stand.</summary>
    private object?[] Ordered(IEnumerable<IArgumentOperation> arguments, IReadOnlyList<IParameterSymbol> parameters)
    {
        var values = new object?[parameters.Count];
        foreach (var argument in arguments)
        {
            if (argument.Parameter is null)
            {
                throw new EvaluationException(argument.Syntax, problem: null);
            }

            values[argument.Parameter.Ordinal] = argument.Parameter.RefKind != RefKind.None && IsVariable(argument.Value) ? new Alias(PlaceOf(argument.Value).Read) : Evaluate(argument.Value);
        }

        return values;
    }

    internal object? CallDelegate(DelegateValue called, IReadOnlyList<object?> arguments, IOperation at) =>
        called.Body is null && !domain.Handles(called.Method) && called.Method.MethodKind != MethodKind.LocalFunction && !IsOfProject(called.Method)
            ? CallFramework(called.Method, called.Receiver, arguments, at)
            : CallDelegate(called, arguments, at.Syntax);

    /// <summary>Calls a lambda, or a method that is not the framework's.</summary>
    internal object? CallDelegate(DelegateValue called, IReadOnlyList<object?> arguments, SyntaxNode at) =>
        called.Body is not null ? RunBody(new Frame(called.Method, called.Captured, null), called.Method, arguments, called.Body, at)
        : domain.Handles(called.Method) ? domain.Call(called.Method, arguments, at)
        : called.Method.MethodKind == MethodKind.LocalFunction ? RunLocal(called.Method, called.Captured!, arguments, at)
        : Run(called.Method, called.Receiver as ObjectValue, arguments, at);

    private object? EvaluateMethodReference(IMethodReferenceOperation reference)
    {
        var method = reference.Method;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return new DelegateValue(method, null, frame.Snapshot(), null);
        }

        if (method.IsStatic || reference.Instance is null)
        {
            return new DelegateValue(method, null, null, null);
        }

        var receiver = Boxed(Evaluate(reference.Instance), reference.Instance.Type) ?? throw Fails(reference, "null has no members");
        return new DelegateValue(receiver is ObjectValue data && !IsBase(reference) ? Implementation(method, data.Type) : method, null, null, receiver);
    }

    private object? Run(IMethodSymbol method, ObjectValue? receiver, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return RunLocal(method, frame, arguments, at);
        }

        if (!IsOfProject(method))
        {
            throw EvaluationException.NotAllowed(at, $"'{method.ToDisplayString()}' is not part of the project. {Allowed}");
        }

        if (method.IsAsync)
        {
            throw EvaluationException.NotAllowed(at, $"'{method.Name}' is asynchronous. {Allowed}");
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            throw EvaluationException.NotAllowed(at, $"'{method.Name}' returns a reference to a variable. {Allowed}");
        }

        RefuseStaticConstructor(method.ContainingType, at);
        var inner = new Frame(method, null, receiver);
        AddTypeArguments(inner, method);
        using (domain.Enter(method, at))
        {
            return RunBody(inner, method, arguments, BodyOf(method, at), at);
        }
    }

    private object? RunLocal(IMethodSymbol method, Frame from, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        var defining = from;
        while (defining.Outer is not null && !SymbolEqualityComparer.Default.Equals(defining.Method?.OriginalDefinition, method.ContainingSymbol.OriginalDefinition))
        {
            defining = defining.Outer;
        }

        var inner = new Frame(method, defining, null);
        AddTypeArguments(inner, method);
        var operation = method.DeclaringSyntaxReferences.Select(reference => ModelOf(reference.SyntaxTree).GetOperation(reference.GetSyntax(cancellation), cancellation)).FirstOrDefault();
        using (domain.Enter(method, at))
        {
            return RunBody(inner, method, arguments, (operation as ILocalFunctionOperation)?.Body ?? throw new EvaluationException(at, problem: null), at);
        }
    }

    private void AddTypeArguments(Frame inner, IMethodSymbol method)
    {
        for (var i = 0; i < method.TypeArguments.Length; i++)
        {
            inner.TypeArguments[method.OriginalDefinition.TypeParameters[i]] = frame.Resolve(method.TypeArguments[i])!;
        }

        AddTypeArguments(inner, method.ContainingType);
    }

    private void AddTypeArguments(Frame inner, INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            for (var i = 0; i < type.TypeArguments.Length; i++)
            {
                inner.TypeArguments[type.OriginalDefinition.TypeParameters[i]] = frame.Resolve(type.TypeArguments[i])!;
            }
        }
    }

    private object? RunBody(Frame inner, IMethodSymbol method, IReadOnlyList<object?> arguments, IBlockOperation body, SyntaxNode at)
    {
        if (depth == DepthLimit)
        {
            throw TooDeep($"{DepthLimit} calls within calls", at);
        }

        var parameters = method.OriginalDefinition.Parameters;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].RefKind is not (RefKind.None or RefKind.In) && arguments[i] is not Variable)
            {
                throw EvaluationException.NotAllowed(at, $"'{parameters[i].Name}' is a ref or out parameter. {Allowed}");
            }

            inner.Variables[parameters[i]] = arguments[i] as Variable ?? new Variable(Copied(arguments[i]));
        }

        var (caller, outer) = (frame, call);
        (frame, call) = (inner, (at, Described));
        depth++;
        returned = null;
        try
        {
            _ = Execute(body);
            var result = returned;
            returned = null;
            return result;
        }
        catch (EvaluationException exception) when (Leaves(exception))
        {
            throw;
        }
        finally
        {
            (frame, call) = (caller, outer);
            depth--;
        }

        string Described() => $"{method.Name}({string.Join(", ", parameters.Zip(arguments, Describe))})";

        // A filter that holds for none: each exception that is caught and thrown again keeps all of the stack.
        bool Leaves(EvaluationException exception)
        {
            if (at is InvocationExpressionSyntax)
            {
                exception.Leave(at, Described());
            }

            return false;
        }
    }

    private string Describe(IParameterSymbol parameter, object? argument) => $"{parameter.Name}: " + argument switch
    {
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        not null when domain.IsSymbolic(parameter.Type) => argument.ToString(),
        _ => "…",
    };

    private IBlockOperation BodyOf(IMethodSymbol method, SyntaxNode at)
    {
        var implementation = method.PartialImplementationPart ?? method;
        foreach (var syntax in implementation.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)))
        {
            var body = ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
            {
                IMethodBodyOperation operation => operation.BlockBody ?? operation.ExpressionBody,
                IBlockOperation block => block,
                _ => null,
            };
            if (body is not null)
            {
                if (IsIterator(body))
                {
                    throw EvaluationException.NotAllowed(at, $"'{method.Name}' is an iterator: return an array or a list. {Allowed}");
                }

                return body;
            }
        }

        throw method.IsAbstract || method.IsExtern || implementation.DeclaringSyntaxReferences.IsEmpty
            ? EvaluationException.NotAllowed(at, $"'{method.Name}' has no body. {Allowed}")
            : new EvaluationException(at, problem: null);
    }

    private static bool IsIterator(IOperation body) => body.Syntax
        .DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(node => node is YieldStatementSyntax);

    private static IMethodSymbol Implementation(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.IsGenericMethod && !IsSame(method, method.ConstructedFrom))
        {
            var generic = Implementation(method.ConstructedFrom, type);
            return generic.Construct([.. method.TypeArguments]);
        }

        if (method.ContainingType.TypeKind == TypeKind.Interface && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation)
        {
            return implementation;
        }

        for (var candidate = type; candidate is not null && (method.IsVirtual || method.IsAbstract || method.IsOverride); candidate = candidate.BaseType)
        {
            foreach (var member in candidate.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                    {
                        return member;
                    }
                }
            }
        }

        return method;
    }
}

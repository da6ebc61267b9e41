using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Objects of the project: creation, constructors, initializers.</summary>
public sealed partial class Evaluator
{
    private static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private object? EvaluateCreation(IObjectCreationOperation creation)
    {
        var type = frame.Resolve(creation.Type) as INamedTypeSymbol ?? throw new EvaluationException(creation.Syntax, problem: null);
        var arguments = creation.Constructor is { } constructor ? Ordered(creation.Arguments, constructor.Parameters) : [];
        if (!IsOfProject(type))
        {
            Charge(type.SpecialType == SpecialType.System_String && arguments is [_, int length] ? length : arguments.Sum(argument => (long)SizeOf(argument)));
            var created = Intrinsics.Create(this, type, arguments, creation) ?? throw NotAllowed(creation, Unknown(type));
            return Initialize(created, creation.Initializer);
        }

        var data = Fresh(type);
        Construct(data, creation.Constructor!, arguments, creation.Syntax);
        return Initialize(data, creation.Initializer);
    }

    /// <summary>A type parameter's constructor without parameters.</summary>
    private object? EvaluateCreation(ITypeParameterObjectCreationOperation creation)
    {
        var type = frame.Resolve(creation.Type);
        if (type is not INamedTypeSymbol named || type.SpecialType is not (SpecialType.None or SpecialType.System_Object) || type.TypeKind == TypeKind.Enum)
        {
            return DefaultOf(type);
        }

        if (!IsOfProject(named))
        {
            return Initialize(Intrinsics.Create(this, named, [], creation) ?? throw NotAllowed(creation, Unknown(named)), creation.Initializer);
        }

        var data = Fresh(named);
        Construct(data, ImplicitBase(named)!, [], creation.Syntax);
        return Initialize(data, creation.Initializer);
    }

    private string Unknown(ITypeSymbol type) =>
        IsOfOtherAssembly(type) ? $"'{type.ToDisplayString()}' belongs to another assembly, '{type.ContainingAssembly.Name}'; types of this project may be used" : $"an object of the type {type.ToDisplayString()}";

    private object Initialize(object data, IObjectOrCollectionInitializerOperation? initializer)
    {
        frame.Initialized.Push(data);
        try
        {
            foreach (var assignment in initializer?.Initializers ?? [])
            {
                _ = Evaluate(assignment);
            }
        }
        finally
        {
            _ = frame.Initialized.Pop();
        }

        return data;
    }

    private object EvaluateAnonymous(IAnonymousObjectCreationOperation creation)
    {
        var data = new ObjectValue((INamedTypeSymbol)creation.Type!);
        foreach (var initializer in creation.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment)
            {
                data.Members[property.OriginalDefinition] = Evaluate(assignment.Value);
            }
        }

        return data;
    }

    private object? EvaluateWith(IWithOperation with)
    {
        var data = Evaluate(with.Operand) as ObjectValue ?? throw NotAllowed(with, "'with' on such a value");
        for (var level = data.Type; level is { IsRecord: true, IsValueType: false }; level = level.BaseType)
        {
            if (level.InstanceConstructors.Any(constructor => constructor is { IsImplicitlyDeclared: false, Parameters: [{ Type: var type }] } && IsSame(type, level)))
            {
                throw NotAllowed(with, $"'with' on '{level.Name}', which has a copy constructor of its own");
            }
        }

        return Initialize(data.Copy(), with.Initializer);
    }

    /// <summary>An object whose members have their default values.</summary>
    private ObjectValue Fresh(INamedTypeSymbol type)
    {
        var data = new ObjectValue(type);
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            foreach (var field in level.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
            {
                data.Members[MemberOf(field)] = DefaultOf(field.Type);
            }
        }

        return data;
    }

    private void Construct(ObjectValue data, IMethodSymbol constructor, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        var type = constructor.ContainingType;
        if (type.SpecialType != SpecialType.None || (type.IsValueType && constructor.IsImplicitlyDeclared))
        {
            return;
        }

        if (!IsOfProject(type) || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            throw EvaluationException.NotAllowed(at, $"'{type.ToDisplayString()}' is not part of the project. {Allowed}");
        }

        if (type.IsRecord && constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type))
        {
            throw EvaluationException.NotAllowed(at, $"the copy constructor of '{type.Name}': use 'with'. {Allowed}");
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        RefuseStaticConstructor(type, at);
        var caller = frame;
        var inner = new Frame(constructor, null, data);
        AddTypeArguments(inner, type);
        frame = inner;
        try
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                frame.Variables[constructor.OriginalDefinition.Parameters[i]] = arguments[i] as Variable ?? new Variable(arguments[i]);
            }

            var isPrimary = IsPrimary(constructor);
            if (isPrimary)
            {
                CapturePrimary(data, constructor, arguments);
            }

            var declaration = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
            var body = isPrimary || declaration is null ? null : ModelOf(declaration.SyntaxTree).GetOperation(declaration, cancellation) as IConstructorBodyOperation;
            var chained = (body?.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation;
            if (chained is null || !SymbolEqualityComparer.Default.Equals(chained.TargetMethod.ContainingType, type))
            {
                RunInitializers(data, type);
            }

            if (chained is not null)
            {
                Construct(data, chained.TargetMethod, Ordered(chained.Arguments, chained.TargetMethod.Parameters), at);
            }
            else if (isPrimary
                && type.BaseType is { SpecialType: SpecialType.None }
                && declaration is TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax baseCall, ..] })
            {
                var call = ModelOf(baseCall.SyntaxTree).GetOperation(baseCall, cancellation) as IInvocationOperation ?? throw new EvaluationException(at, problem: null);
                Construct(data, call.TargetMethod, Ordered(call.Arguments, call.TargetMethod.Parameters), at);
            }

            else if (type.BaseType is { SpecialType: SpecialType.None } baseType && !type.IsValueType)
            {
                Construct(data, ImplicitBase(baseType) ?? throw EvaluationException.NotAllowed(at, $"a base class whose constructor has no parameters must be called as 'base(…)'. {Allowed}"), [], at);
            }

            _ = Execute(body?.BlockBody ?? body?.ExpressionBody);
        }
        finally
        {
            frame = caller;
            returned = null;
        }
    }

    private static IMethodSymbol? ImplicitBase(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty);

    private static void CapturePrimary(ObjectValue data, IMethodSymbol constructor, IReadOnlyList<object?> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = constructor.OriginalDefinition.Parameters[i];
            var property = constructor.ContainingType.OriginalDefinition.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault();
            if (constructor.ContainingType.IsRecord && property is not null && data.Members.ContainsKey(property))
            {
                data.Members[property] = (arguments[i] as Variable)?.Value ?? arguments[i];
            }
            else
            {
                data.Members[parameter] = (arguments[i] as Variable)?.Value ?? arguments[i];
            }
        }
    }

    private void RunInitializers(ObjectValue data, INamedTypeSymbol type)
    {
        foreach (var member in type.OriginalDefinition.GetMembers().Where(member => !member.IsStatic && member is IFieldSymbol { AssociatedSymbol: null } or IPropertySymbol))
        {
            if (InitializerOf(member) is { } initializer && OperationOf(initializer) is { } operation)
            {
                data.Members[member] = Evaluate(operation.Value);
            }
        }
    }
}

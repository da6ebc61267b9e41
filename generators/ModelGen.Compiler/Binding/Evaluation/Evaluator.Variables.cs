using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Variables, fields and properties: read and assigned.</summary>
public sealed partial class Evaluator
{
    private Variable VariableOf(ISymbol symbol, IOperation at) => frame.Find(symbol) ?? throw NotAllowed(at, $"'{symbol.Name}' has no value here");

    private object? ParameterOf(IParameterReferenceOperation reference) => frame.Find(reference.Parameter) is { } variable
        ? variable.Value
        : ReceiverInScope()?.Members.TryGetValue(reference.Parameter, out var captured) == true ? captured : throw NotAllowed(reference, $"'{reference.Parameter.Name}' has no value here");

    private ObjectValue? ReceiverInScope()
    {
        for (var scope = frame; scope is not null; scope = scope.Outer)
        {
            if (scope.Instance is { } instance)
            {
                return instance;
            }
        }

        return null;
    }

    private object? InstanceOf(IInstanceReferenceOperation reference)
    {
        if (reference.ReferenceKind == InstanceReferenceKind.ImplicitReceiver)
        {
            for (var scope = frame; scope is not null; scope = scope.Outer)
            {
                if (scope.Initialized.Count > 0)
                {
                    return scope.Initialized.Peek();
                }
            }
        }

        return ReceiverInScope() ?? throw NotAllowed(reference, "an instance of the model does not exist while compiling: networks are static");
    }

    private object? FieldOf(IFieldReferenceOperation reference)
    {
        if (reference.Field.IsStatic)
        {
            return StaticOf(reference.Field, reference);
        }

        return ReadField(reference.Field, Reached(reference.Instance), reference);
    }

    private static object? ReadField(IFieldSymbol field, object? receiver, IOperation at)
    {
        switch (receiver)
        {
            case null:
                throw Fails(at, "null has no members");
            case TupleValue tuple when TupleIndex(field) is { } index:
                return tuple.Items[index];
            case ObjectValue data when data.Members.TryGetValue(MemberOf(field), out var value):
                return value;
            default:
                throw NotAllowed(at, $"the field '{field.Name}'");
        }
    }

    /// <summary>What an object keeps a field's value under: the field of an automatic property, which <c>field</c> names, is the property.</summary>
    private static ISymbol MemberOf(IFieldSymbol field) => (field.AssociatedSymbol as IPropertySymbol ?? (ISymbol)field).OriginalDefinition;

    private static int? TupleIndex(IFieldSymbol field)
    {
        var element = field.CorrespondingTupleField ?? field;
        return element.Name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(element.Name[4..], out var number) ? number - 1 : null;
    }

    private object? StaticOf(IFieldSymbol field, IOperation at)
    {
        if (field.HasConstantValue)
        {
            return field.ConstantValue;
        }

        if (field.ContainingType.SpecialType == SpecialType.System_String && field.Name == "Empty")
        {
            return string.Empty;
        }

        if (!IsOfProject(field))
        {
            throw NotAllowed(at, $"'{field.ToDisplayString()}' belongs to another assembly");
        }

        if (!field.IsReadOnly)
        {
            throw NotAllowed(at, $"'{field.Name}' may change at run time, so its value is not known: make it const or static readonly");
        }

        return Initialized(frame.Resolve(field.ContainingType)!.GetMembers(field.Name).OfType<IFieldSymbol>().First(), at);
    }

    private static bool IsSame(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private object? PropertyOf(IPropertyReferenceOperation reference)
    {
        if (reference.Property.IsStatic)
        {
            return domain.Handles(reference.Property.GetMethod ?? throw NotAllowed(reference, "a property without a getter"))
                ? domain.Property(reference.Property, null, [], reference.Syntax)
                : ReadStaticProperty(reference);
        }

        var receiver = Reached(reference.Instance);
        return ReadProperty(reference.Property, receiver, [.. Ordered(reference.Arguments, reference.Property.Parameters)], reference);
    }

    private object? ReadStaticProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (!IsOfProject(property))
        {
            throw NotAllowed(reference, $"'{property.ToDisplayString()}' belongs to another assembly");
        }

        return IsAutomatic(property) && !HasBody(property.GetMethod)
            ? property.SetMethod is { IsInitOnly: false } ? throw NotAllowed(reference, $"'{property.Name}' may change at run time, so its value is not known") : Initialized(frame.Resolve(property.ContainingType)!.GetMembers(property.Name).OfType<IPropertySymbol>().First(), reference)
            : Run(property.GetMethod!, null, [], reference.Syntax);
    }

    private object? ReadProperty(IPropertySymbol property, object? receiver, IReadOnlyList<object?> arguments, IOperation at)
    {
        if (domain.IsSymbolic(property.ContainingType))
        {
            return domain.Property(property, receiver, arguments, at.Syntax);
        }

        if (IsNullable(property.ContainingType))
        {
            return property.Name == "HasValue" ? receiver is not null : receiver ?? throw Fails(at, "null has no value");
        }

        return receiver switch
        {
            null => throw Fails(at, "null has no members"),
            ObjectValue data => ReadOwn(IsBase(at) ? property : Implementation(property, data.Type), data, arguments, at),
            TupleValue tuple when property.Name == "Length" => tuple.Items.Count,
            ListValue list when property.IsIndexer => list.Items[IndexOf(arguments[0], list.Items.Count, at)],
            ArrayValue array when property.IsIndexer => array.Items[IndexOf(arguments[0], array.Items.Length, at)],
            DictionaryValue dictionary when property.IsIndexer => dictionary.Get(arguments[0], at),
            _ => Intrinsics.Property(property, receiver, arguments, at) ?? throw NotAllowed(at, $"'{property.ToDisplayString()}'"),
        };
    }

    /// <summary>Whether a member is named with <c>base.</c>, that is, without a look at the object's own type.</summary>
    private static bool IsBase(IOperation member) =>
        (member as IMemberReferenceOperation)?.Instance?.Syntax is BaseExpressionSyntax
        || (member as IInvocationOperation)?.Instance?.Syntax is BaseExpressionSyntax;

    private object? ReadOwn(IPropertySymbol property, ObjectValue data, IReadOnlyList<object?> arguments, IOperation at) => !HasBody(property.GetMethod) && data.Members.TryGetValue(property.OriginalDefinition, out var value)
        ? value
        : property.GetMethod is { } getter ? Run(getter, data, arguments, at.Syntax) : throw NotAllowed(at, $"'{property.Name}' cannot be read");

    private static IPropertySymbol Implementation(IPropertySymbol property, INamedTypeSymbol type)
    {
        if (property.ContainingType.TypeKind == TypeKind.Interface && type.FindImplementationForInterfaceMember(property) is IPropertySymbol implementation)
        {
            return implementation;
        }

        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            foreach (var member in candidate.GetMembers(property.Name).OfType<IPropertySymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, property.OriginalDefinition) || (member.IsOverride && Overrides(member, property)))
                {
                    return member;
                }
            }
        }

        return property;
    }

    private static bool Overrides(IPropertySymbol? member, IPropertySymbol property)
    {
        for (; member is not null; member = member.OverriddenProperty)
        {
            if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, property.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an accessor has code of its own; else it reads or writes the property's field.</summary>
    private static bool HasBody(IMethodSymbol? accessor) => accessor?.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is ArrowExpressionClauseSyntax or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null }) == true;

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}

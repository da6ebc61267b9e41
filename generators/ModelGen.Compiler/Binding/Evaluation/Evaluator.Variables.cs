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

        return ReadField(reference.Field, Evaluate(reference.Instance), reference);
    }

    private static object? ReadField(IFieldSymbol field, object? receiver, IOperation at)
    {
        switch (receiver)
        {
            case null:
                throw Fails(at, "null has no members");
            case TupleValue tuple when TupleIndex(field) is { } index:
                return tuple.Items[index];
            case ObjectValue data when data.Members.TryGetValue(field.OriginalDefinition, out var value):
                return value;
            default:
                throw NotAllowed(at, $"the field '{field.Name}'");
        }
    }

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

        return Initialized(field, at);
    }

    private object? Initialized(ISymbol member, IOperation at)
    {
        if (statics.TryGetValue(member, out var known))
        {
            return known;
        }

        var initializer = member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).Select(syntax => syntax switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        }).FirstOrDefault(clause => clause is not null);
        if (initializer is null || member.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared))
        {
            throw NotAllowed(at, $"'{member.Name}' gets its value in code that runs later: give it an initializer, without a static constructor");
        }

        if (!initializing.Add(member))
        {
            throw Fails(at, $"'{member.Name}' needs itself for its value");
        }

        var caller = frame;
        frame = new Frame(null, null, null);
        try
        {
            var operation = ModelOf(initializer.SyntaxTree).GetOperation(initializer, cancellation) as ISymbolInitializerOperation ?? throw new EvaluationException(initializer, problem: null);
            return statics[member] = Copied(Evaluate(operation.Value));
        }
        finally
        {
            frame = caller;
            _ = initializing.Remove(member);
        }
    }

    private object? PropertyOf(IPropertyReferenceOperation reference)
    {
        if (reference.Property.IsStatic)
        {
            return domain.Handles(reference.Property.GetMethod ?? throw NotAllowed(reference, "a property without a getter"))
                ? domain.Property(reference.Property, null, [], reference.Syntax)
                : ReadStaticProperty(reference);
        }

        var receiver = Evaluate(reference.Instance);
        return ReadProperty(reference.Property, receiver, [.. Ordered(reference.Arguments, reference.Property.Parameters)], reference);
    }

    private object? ReadStaticProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (!IsOfProject(property))
        {
            throw NotAllowed(reference, $"'{property.ToDisplayString()}' belongs to another assembly");
        }

        return IsAutomatic(property)
            ? property.SetMethod is { IsInitOnly: false } ? throw NotAllowed(reference, $"'{property.Name}' may change at run time, so its value is not known") : Initialized(property, reference)
            : Run(property.GetMethod!, null, [], reference.Syntax);
    }

    private object? ReadProperty(IPropertySymbol property, object? receiver, IReadOnlyList<object?> arguments, IOperation at)
    {
        if (domain.IsSymbolic(property.ContainingType))
        {
            return domain.Property(property, receiver, arguments, at.Syntax);
        }

        return receiver switch
        {
            null => throw Fails(at, "null has no members"),
            ObjectValue data => ReadOwn(Implementation(property, data.Type), data, arguments, at),
            TupleValue tuple when property.Name == "Length" => tuple.Items.Count,
            _ => Intrinsics.Property(property, receiver, arguments, at) ?? throw NotAllowed(at, $"'{property.ToDisplayString()}'"),
        };
    }

    private object? ReadOwn(IPropertySymbol property, ObjectValue data, IReadOnlyList<object?> arguments, IOperation at) => data.Members.TryGetValue(property.OriginalDefinition, out var value)
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

    private static bool IsAutomatic(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private object? EvaluateCompound(ICompoundAssignmentOperation assignment)
    {
        if (assignment.OperatorMethod is { IsStatic: false })
        {
            throw NotAllowed(assignment, "an operator that changes its operand");
        }

        var left = Evaluate(assignment.Target);
        var right = Evaluate(assignment.Value);
        if (assignment.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return Assign(assignment.Target, domain.Handles(method) ? domain.Operator(method, [left, right], assignment.Syntax) : Run(method, null, [left, right], assignment.Syntax));
        }

        // x op= y computes in the type of y, to which x is converted, and converts back.
        var working = assignment.Value.Type;
        if (left is not null && left is not string && left is not bool && working is not null && Conversions.IsNumeric(working) && !IsShift(assignment.OperatorKind))
        {
            left = Conversions.Numeric(left, working, isChecked: false);
        }

        if (left is byte or sbyte or short or ushort or char && IsShift(assignment.OperatorKind))
        {
            left = Conversions.Numeric(left, compilation.GetSpecialType(SpecialType.System_Int32), isChecked: false);
        }

        var result = Arithmetic.Binary(assignment.OperatorKind, left, right, assignment.IsChecked) ?? throw NotAllowed(assignment, $"the operator {assignment.OperatorKind} on these values");
        var type = assignment.Target.Type;
        return Assign(assignment.Target, result is not (string or bool) && type is not null && Conversions.IsNumeric(type) ? Conversions.Numeric(result, type, assignment.IsChecked) : result);
    }

    private static bool IsShift(BinaryOperatorKind kind) => kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;

    private object? EvaluateIncrement(IIncrementOrDecrementOperation increment)
    {
        var before = Evaluate(increment.Target);
        if (increment.OperatorMethod is not null)
        {
            throw NotAllowed(increment, "an increment of such a value");
        }

        var after = before is null ? null : Arithmetic.Increment(before, increment.Kind == OperationKind.Increment ? 1 : -1, increment.IsChecked) ?? throw NotAllowed(increment, "an increment of such a value");
        _ = Assign(increment.Target, after);
        return increment.IsPostfix ? before : after;
    }

    private object? Assign(IOperation target, object? value)
    {
        switch (target)
        {
            case ILocalReferenceOperation { IsDeclaration: false } local:
                VariableOf(local.Local, local).Value = value;
                break;
            case ILocalReferenceOperation local:
                frame.Variables[local.Local] = new Variable(value);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter when frame.Find(parameter.Parameter) is { } variable:
                variable.Value = value;
                break;
            case IDiscardOperation:
                break;
            case IArrayElementReferenceOperation element:
                AssignElement(element, value);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: false } field } reference:
                AssignField(reference, field, value);
                break;
            case IPropertyReferenceOperation { Property: { IsStatic: false } property } reference:
                AssignProperty(reference, property, value);
                break;
            case IImplicitIndexerReferenceOperation indexer:
                AssignImplicit(indexer, value);
                break;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                throw NotAllowed(target, "a static member cannot change while compiling");
            default:
                throw NotAllowed(target, "an assignment to this");
        }

        return value;
    }

    private void AssignField(IFieldReferenceOperation reference, IFieldSymbol field, object? value)
    {
        if (Evaluate(reference.Instance) is TupleValue tuple && TupleIndex(field) is { } index)
        {
            _ = Assign(reference.Instance!, new TupleValue([.. tuple.Items.Select((item, i) => i == index ? value : item)]));
        }
        else if (Receiver(reference.Instance) is { } data && data.Members.ContainsKey(field.OriginalDefinition))
        {
            data.Members[field.OriginalDefinition] = value;
        }
        else
        {
            throw NotAllowed(reference, $"an assignment to '{field.Name}'");
        }
    }

    private void AssignProperty(IPropertyReferenceOperation reference, IPropertySymbol property, object? value)
    {
        var receiver = Evaluate(reference.Instance);
        if (receiver is ObjectValue data)
        {
            property = Implementation(property, data.Type);
            if (data.Members.ContainsKey(property.OriginalDefinition))
            {
                data.Members[property.OriginalDefinition] = value;
                return;
            }

            if (property.SetMethod is { } setter)
            {
                _ = Run(setter, data, [.. Ordered(reference.Arguments, property.Parameters), value], reference.Syntax);
                return;
            }
        }

        if (!(receiver is ListValue list && Intrinsics.SetItem(list, [.. Ordered(reference.Arguments, property.Parameters)], value, reference)))
        {
            throw NotAllowed(reference, $"an assignment to '{property.Name}'");
        }
    }

    private ObjectValue? Receiver(IOperation? instance) => Evaluate(instance) as ObjectValue;

    private object? Deconstruct(IOperation target, object? value, IOperation at)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                var parts = value is TupleValue items ? items.Items : Parts(value, at);
                for (var i = 0; i < tuple.Elements.Length; i++)
                {
                    _ = Deconstruct(tuple.Elements[i], parts[i], at);
                }

                return value;
            case IDeclarationExpressionOperation declaration:
                return Deconstruct(declaration.Expression, value, at);
            case ILocalReferenceOperation local when local.IsDeclaration:
                frame.Variables[local.Local] = new Variable(Copied(value));
                return value;
            default:
                return Assign(target, Copied(ConvertedElement(value, target.Type!)));
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Assignments: simple, compound, increments, deconstructions.</summary>
public sealed partial class Evaluator
{
    /// <summary>Where a value is kept. The parts of its expression have been evaluated: once, and before what is assigned to it.</summary>
    private readonly record struct Place(Func<object?> Read, Action<object?> Write);

    private Place PlaceOf(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation { IsDeclaration: true } local:
                return new(() => null, value => frame.Variables[local.Local] = new Variable(value));
            case ILocalReferenceOperation { Local.RefKind: RefKind.None } local:
                return PlaceOf(VariableOf(local.Local, local), local);
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None or RefKind.Out } parameter when frame.Find(parameter.Parameter) is { } variable:
                return PlaceOf(variable, parameter);
            case IParameterReferenceOperation parameter when ReceiverInScope() is { } data && data.Members.ContainsKey(parameter.Parameter):
                return PlaceOf(data, parameter.Parameter, parameter);
            case IDiscardOperation:
                return new(() => null, domain.Discard);
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression);
            case IArrayElementReferenceOperation element:
                var (array, offset) = (ArrayOf(element), 0);
                offset = OffsetOf(array, [.. element.Indices.Select(Evaluate)], element);
                return new(() => array.Items[offset], value => Changeable(array, element).Items[offset] = value);
            case IFieldReferenceOperation { Field.IsStatic: true } or IPropertyReferenceOperation { Property.IsStatic: true }:
                throw NotAllowed(target, "a static member cannot change while compiling");
            case IFieldReferenceOperation field:
                return PlaceOfField(field);
            case IPropertyReferenceOperation property:
                return PlaceOfProperty(property);
            case IImplicitIndexerReferenceOperation indexer when Evaluate(indexer.Instance) is ListValue list:
                var index = IndexOf(Evaluate(indexer.Argument), list.Items.Count, indexer);
                return new(() => list.Items[index], value => Changeable(list, indexer).Items[index] = value);
            case IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol { ReturnsByRef: true } } indexer when Evaluate(indexer.Instance) is ArrayValue span:
                var position = IndexOf(Evaluate(indexer.Argument), span.Items.Length, indexer);
                return new(() => span.Items[position], value => Changeable(span, indexer).Items[position] = value);
            case IInvalidOperation:
                throw new EvaluationException(target.Syntax, problem: null);
            default:
                throw NotAllowed(target, "an assignment to this");
        }
    }

    private Place PlaceOf(Variable variable, IOperation at) => new(() => variable.Value, value => Changeable(variable, at).Value = value);

    private Place PlaceOf(ObjectValue data, ISymbol member, IOperation at) => new(() => data.Members[member], value => Changeable(data, at).Members[member] = value);

    private Place PlaceOfField(IFieldReferenceOperation reference)
    {
        if (TupleIndex(reference.Field) is { } index && reference.Field.ContainingType.IsTupleType && reference.Instance is { } instance)
        {
            var tuple = PlaceOf(instance);
            return new(
                () => ReadField(reference.Field, tuple.Read(), reference),
                value => tuple.Write(new TupleValue([.. ((TupleValue)tuple.Read()!).Items.Select((item, i) => i == index ? value : item)])));
        }

        return Reached(reference.Instance) switch
        {
            null => throw Fails(reference, "null has no members"),
            ObjectValue data when data.Members.ContainsKey(MemberOf(reference.Field)) => PlaceOf(data, MemberOf(reference.Field), reference),
            _ => throw NotAllowed(reference, $"an assignment to '{reference.Field.Name}'"),
        };
    }

    private Place PlaceOfProperty(IPropertyReferenceOperation reference)
    {
        var receiver = Reached(reference.Instance);
        IReadOnlyList<object?> arguments = [.. Ordered(reference.Arguments, reference.Property.Parameters)];
        switch (receiver)
        {
            case null:
                throw Fails(reference, "null has no members");
            case ListValue list when reference.Property.IsIndexer:
                return new(() => ReadProperty(reference.Property, list, arguments, reference), value => Intrinsics.SetItem(Changeable(list, reference), arguments, value, reference));
            case ArrayValue span when reference.Property.IsIndexer:
                var index = IndexOf(arguments[0], span.Items.Length, reference);
                return new(() => span.Items[index], value => Changeable(span, reference).Items[index] = value);
            case DictionaryValue dictionary when reference.Property.IsIndexer:
                return new(() => dictionary.Get(arguments[0], reference), value => Changeable(dictionary, reference).Set(arguments[0], value, reference));
            case ObjectValue data:
                var property = IsBase(reference) ? reference.Property : Implementation(reference.Property, data.Type);
                if (!HasBody(property.SetMethod) && data.Members.ContainsKey(property.OriginalDefinition))
                {
                    var member = PlaceOf(data, property.OriginalDefinition, reference);
                    return member with { Read = () => ReadOwn(property, data, arguments, reference) };
                }

                if (property.SetMethod is { } setter)
                {
                    return new(() => ReadOwn(property, data, arguments, reference), value => Run(setter, data, [.. arguments, value], reference.Syntax));
                }

                break;
        }

        throw NotAllowed(reference, $"an assignment to '{reference.Property.Name}'");
    }

    private object? EvaluateAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
        {
            throw NotAllowed(assignment, "a reference to a variable");
        }

        var place = PlaceOf(assignment.Target);
        var value = Evaluate(assignment.Value);
        place.Write(value);
        return value;
    }

    private object? EvaluateCompound(ICompoundAssignmentOperation assignment)
    {
        if (assignment.OperatorMethod is { IsStatic: false })
        {
            throw NotAllowed(assignment, "an operator that changes its operand");
        }

        var place = PlaceOf(assignment.Target);
        var left = place.Read();
        var right = Evaluate(assignment.Value);
        var result = assignment.OperatorMethod is { } method && !IsBuiltIn(method)
            ? CallOperator(method, [left, right], assignment.IsLifted, assignment)
            : Compound(assignment, left, right);
        place.Write(result);
        return result;
    }

    private object? Compound(ICompoundAssignmentOperation assignment, object? left, object? right)
    {
        if (assignment.IsLifted && (left is null || right is null))
        {
            return OfNull(assignment.OperatorKind, left, right);
        }

        // x op= y computes in the type of y, to which x is converted, and converts back.
        var working = NotNullable(assignment.Value.Type);
        if (left is not (null or string or bool) && working is not null && Conversions.IsNumeric(working) && !IsShift(assignment.OperatorKind))
        {
            left = Conversions.Numeric(left, working, isChecked: false);
        }

        if (left is byte or sbyte or short or ushort or char && IsShift(assignment.OperatorKind))
        {
            left = Conversions.Numeric(left, compilation.GetSpecialType(SpecialType.System_Int32), isChecked: false);
        }

        var result = Arithmetic.Binary(assignment.OperatorKind, left, right, assignment.IsChecked) ?? throw NotAllowed(assignment, $"the operator {assignment.OperatorKind} on these values");
        Charge(SizeOf(result));
        var type = NotNullable(assignment.Target.Type);
        return result is not (string or bool) && type is not null && Conversions.IsNumeric(type) ? Conversions.Numeric(result, type, assignment.IsChecked) : result;
    }

    private static bool IsShift(BinaryOperatorKind kind) => kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;

    private object? EvaluateIncrement(IIncrementOrDecrementOperation increment)
    {
        if (increment.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            throw NotAllowed(increment, "an increment of such a value");
        }

        var place = PlaceOf(increment.Target);
        var before = place.Read();
        var after = before is null ? null
            : Arithmetic.Increment(before, increment.Kind == OperationKind.Increment ? 1 : -1, increment.IsChecked) ?? throw NotAllowed(increment, "an increment of such a value");
        place.Write(after);
        return increment.IsPostfix ? before : after;
    }

    private object? EvaluateCoalesceAssignment(ICoalesceAssignmentOperation assignment)
    {
        var place = PlaceOf(assignment.Target);
        if (place.Read() is { } known)
        {
            return known;
        }

        var value = Evaluate(assignment.Value);
        place.Write(value);
        return value;
    }

    private object? EvaluateDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        var info = deconstruction.Syntax is AssignmentExpressionSyntax syntax ? ModelOf(syntax.SyntaxTree).GetDeconstructionInfo(syntax) : default;
        var assign = AssignerOf(deconstruction.Target, info);
        var value = Evaluate(deconstruction.Value);
        assign(value);
        return value;
    }

    /// <summary>What assigns to a target, or to the targets of a deconstruction, in order.</summary>
    private Action<object?> AssignerOf(IOperation target, DeconstructionInfo info)
    {
        if (target is IDeclarationExpressionOperation declaration)
        {
            return AssignerOf(declaration.Expression, info);
        }

        if (target is not ITupleOperation tuple)
        {
            var place = PlaceOf(target);
            return value => place.Write(Conversions.IsNumber(value) && target.Type is { IsReferenceType: true }
                ? throw NotAllowed(target, "a conversion of a number to an object in a deconstruction")
                : Copied(Converted(value, target.Type, target)));
        }

        var assigners = tuple.Elements.Select((element, i) => AssignerOf(element, i < info.Nested.Length ? info.Nested[i] : default)).ToArray();
        return value =>
        {
            var parts = value is TupleValue items ? items.Items : Parts(value, info.Method, target);
            for (var i = 0; i < assigners.Length; i++)
            {
                assigners[i](parts[i]);
            }
        };
    }

    /// <summary>An implicit conversion that Roslyn's tree does not show.</summary>
    private object? Converted(object? value, ITypeSymbol? type, IOperation at) => (value, NotNullable(frame.Resolve(type))) switch
    {
        (null, _) or (_, null) => value,
        (TupleValue tuple, INamedTypeSymbol { IsTupleType: true } shape) => new TupleValue([.. tuple.Items.Zip(shape.TupleElements, (item, element) => Converted(item, element.Type, at))]),
        (not (string or bool), { } number) when Conversions.Default(number) is not (null or bool) && Conversions.IsNumber(value) => Conversions.Numeric(value, number, isChecked: false),
        (ObjectValue { Type.IsValueType: true, IsBox: false } data, { IsReferenceType: true }) => data.Copy(isBox: true),
        (_, { } other) when Conversions.IsNumber(value) && (domain.IsSymbolic(other) || IsOfProject(other)) => throw NotAllowed(at, "a conversion of this kind inside a tuple"),
        _ => value,
    };
}

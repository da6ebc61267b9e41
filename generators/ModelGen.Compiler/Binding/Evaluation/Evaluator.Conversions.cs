using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Conversions, boxes and default values.</summary>
public sealed partial class Evaluator
{
    private object? EvaluateConversion(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);
        var type = frame.Resolve(conversion.Type);
        if (conversion.OperatorMethod is { } method)
        {
            if (domain.Handles(method))
            {
                return domain.Operator(method, [value], conversion.Syntax);
            }

            if (!IsBuiltIn(method))
            {
                return Run(method, null, [value], conversion.Syntax);
            }
        }

        if (value is not null && type is not null && frame.Resolve(conversion.Operand.Type) is { } source)
        {
            if (NotNullable(source) is { IsValueType: true } && type.IsReferenceType && !domain.IsSymbolic(type))
            {
                return Boxed(value, source);
            }

            if (source is { IsReferenceType: true, SpecialType: not SpecialType.System_String } and not IArrayTypeSymbol && NotNullable(type) is { IsValueType: true } unboxed && !conversion.IsTryCast)
            {
                return Unboxed(value, unboxed, conversion);
            }
        }

        if (conversion.Operand.Type is IArrayTypeSymbol { ElementType: var element } && ElementType(type) is { } other && type is IArrayTypeSymbol or { Name: "Span" } && !IsSame(frame.Resolve(element)!, frame.Resolve(other)!))
        {
            throw NotAllowed(conversion, "an array as one of another type of elements");
        }

        if (type is null || value is null)
        {
            return type is { IsValueType: true } && !IsNullable(type) && value is null ? throw Fails(conversion, "null has no value") : value;
        }

        if (IsNullable(type))
        {
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        }

        // A test of what the value is, never a conversion to what it could be.
        if (conversion.IsTryCast)
        {
            return IsOf(value, type, conversion.Operand.Type, conversion) ? OfType(value, type) : null;
        }

        return type switch
        {
            { Name: "Index", ContainingNamespace.Name: "System" } when value is int number => new IndexValue(number, IsFromEnd: false),
            _ when value is TupleValue tuple && type is INamedTypeSymbol { IsTupleType: true } shape => ConvertTuple(tuple, shape, conversion),
            _ when Conversions.IsNumeric(type) || type.SpecialType == SpecialType.System_Decimal => value is bool or string
                ? throw Fails(conversion, $"{Arithmetic.Text(value)} is no number")
                : Conversions.Numeric(value, type, conversion.IsChecked),
            _ when conversion.Conversion.IsReference && !conversion.IsImplicit && !IsOf(value, type, conversion.Operand.Type, conversion) =>
                throw Fails(conversion, $"the value is no {type.ToDisplayString()}"),
            _ when conversion.Conversion.IsNumeric => throw NotAllowed(conversion, $"a conversion to {type.ToDisplayString()}"),
            _ => value,
        };
    }

    /// <summary>A value as a variable of a type holds it: what is no object leaves its box.</summary>
    private object? OfType(object? value, ITypeSymbol? type) => frame.Resolve(type) is not { IsValueType: true } ? value : value switch
    {
        BoxedEnum boxed => boxed.Value,
        ObjectValue { IsBox: true } boxed => boxed.Copy(),
        TupleValue { Boxed: not null } boxed => new TupleValue([.. boxed.Items]),
        _ => value,
    };

    private object Unboxed(object value, ITypeSymbol type, IOperation at) => value switch
    {
        BoxedEnum boxed when SymbolEqualityComparer.Default.Equals(boxed.Type, type) || Conversions.Default(type)?.GetType() == boxed.Value.GetType() => boxed.Value,
        _ when type is INamedTypeSymbol { EnumUnderlyingType.SpecialType: var underlying } && Conversions.SpecialTypeOf(value) == underlying => value,
        _ when IsOf(value, type, null, at) => OfType(value, type)!,
        _ => throw Fails(at, $"the value is no {type.ToDisplayString()}"),
    };

    private TupleValue ConvertTuple(TupleValue tuple, INamedTypeSymbol shape, IConversionOperation conversion) => new([.. tuple.Items.Zip(shape.TupleElements, (item, element) =>
        item is not null && element.Type.IsReferenceType ? Boxed(item, TypeOfElement(conversion.Operand.Type, element))
        : item is not null && Conversions.IsNumeric(element.Type) ? Conversions.Numeric(item, element.Type, conversion.IsChecked)
        : item is float or int or double && domain.IsSymbolic(element.Type) ? throw NotAllowed(conversion, "a conversion of a number to a symbol inside a tuple")
        : item)]);

    private static ITypeSymbol? TypeOfElement(ITypeSymbol? tuple, IFieldSymbol element) =>
        tuple is INamedTypeSymbol { IsTupleType: true } && TupleIndex(element) is { } index ? ((INamedTypeSymbol)tuple).TupleElements[index].Type : null;

    /// <summary>A value as an object: a member of an enum and a tuple then know their types, and a struct is a new object.</summary>
    private object? Boxed(object? value, ITypeSymbol? type) => (value, NotNullable(frame.Resolve(type))) switch
    {
        (ObjectValue { Type.IsValueType: true, IsBox: false } data, { IsReferenceType: false }) => data.Copy(isBox: true),
        (TupleValue { Boxed: null } tuple, INamedTypeSymbol shape) when shape.IsTupleType || IsPair(shape) => new TupleValue([.. tuple.Items]) { Boxed = shape },
        (not null, INamedTypeSymbol { TypeKind: TypeKind.Enum } members) when Conversions.IsNumber(value) => new BoxedEnum(members, value),
        _ => value,
    };

    internal object? DefaultOf(ITypeSymbol? type)
    {
        type = frame.Resolve(type);
        return type switch
        {
            null => null,
            INamedTypeSymbol { IsTupleType: true } tuple => new TupleValue([.. tuple.TupleElements.Select(element => DefaultOf(element.Type))]),
            _ when IsNullable(type) => null,
            INamedTypeSymbol pair when IsPair(pair) => new TupleValue([.. pair.TypeArguments.Select(DefaultOf)]),
            _ when IsSpan(type) => new ArrayValue([]),
            INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } data when IsOfProject(data) => Fresh(data),
            _ => Conversions.Default(type),
        };
    }

    /// <summary>Whether a type is <c>KeyValuePair&lt;TKey, TValue&gt;</c>.</summary>
    internal static bool IsPair(ITypeSymbol? type) => type is { Name: "KeyValuePair", IsValueType: true, ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static ITypeSymbol? NotNullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] } ? underlying : type;
}

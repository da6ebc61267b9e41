using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Patterns and switch expressions.</summary>
public sealed partial class Evaluator
{
    private object? EvaluateSwitch(ISwitchExpressionOperation choice)
    {
        var value = Evaluate(choice.Value);
        foreach (var arm in choice.Arms)
        {
            if (Matches(arm.Pattern, value) && (arm.Guard is null || IsTrue(arm.Guard)))
            {
                return Evaluate(arm.Value);
            }
        }

        throw Fails(choice, $"no arm of the switch matches {Shown(value)}");
    }

    private bool Matches(IPatternOperation pattern, object? value)
    {
        Count(pattern);
        if (domain.IsSymbolic(pattern.InputType)
            && pattern is not (IDiscardPatternOperation or IDeclarationPatternOperation or ITypePatternOperation or IConstantPatternOperation or INegatedPatternOperation))
        {
            throw NotAllowed(pattern, "a symbol's value is not known while compiling, so nothing can depend on it");
        }

        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Equality.Equals(Boxed(Evaluate(constant.Value), constant.Value.Type), Boxed(value, constant.InputType));
            case IRelationalPatternOperation relation:
                return Compares(relation.OperatorKind, Boxed(value, relation.InputType), Boxed(Evaluate(relation.Value), relation.Value.Type));
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Matches(both.LeftPattern, value) && Matches(both.RightPattern, value);
            case IBinaryPatternOperation either:
                return Matches(either.LeftPattern, value) || Matches(either.RightPattern, value);
            case IDiscardPatternOperation:
                return true;
            case ITypePatternOperation type:
                return IsOf(value, type.MatchedType, type.InputType, type);
            case IDeclarationPatternOperation declaration:
                var isMatch = declaration.MatchesNull || IsOf(value, declaration.MatchedType!, declaration.InputType, declaration);
                if (isMatch)
                {
                    Bind(declaration.DeclaredSymbol, value);
                }

                return isMatch;
            case IRecursivePatternOperation recursive:
                return MatchesRecursive(recursive, value);
            case IListPatternOperation list:
                return MatchesList(list, value);
            default:
                throw NotAllowed(pattern, "this kind of pattern");
        }
    }

    private static bool Compares(BinaryOperatorKind kind, object? left, object? right) => (left, right) switch
    {
        (BoxedEnum a, BoxedEnum b) => IsSame(a.Type, b.Type) && Compares(kind, a.Value, b.Value),
        (not null, not null) => left.GetType() == right.GetType() && Arithmetic.Binary(kind, left, right, isChecked: false) is true,
        _ => false,
    };

    private bool MatchesRecursive(IRecursivePatternOperation pattern, object? value)
    {
        if (value is null || (pattern.MatchedType is { } type && !SymbolEqualityComparer.Default.Equals(type, pattern.InputType) && !IsOf(value, type, pattern.InputType, pattern)))
        {
            return false;
        }

        if (!pattern.DeconstructionSubpatterns.IsEmpty)
        {
            // As an object, only a tuple has positions.
            if (value is TupleValue { Boxed: { IsTupleType: false } } && pattern.MatchedType is not { IsValueType: true })
            {
                return false;
            }

            var parts = value is TupleValue tuple
                ? tuple.Boxed is { IsTupleType: true } shape ? [.. tuple.Items.Zip(shape.TupleElements, (item, element) => Boxed(item, element.Type))] : tuple.Items
                : Parts(value, pattern.DeconstructSymbol as IMethodSymbol, pattern);
            for (var i = 0; i < parts.Count; i++)
            {
                if (!Matches(pattern.DeconstructionSubpatterns[i], parts[i]))
                {
                    return false;
                }
            }
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            var member = property.Member switch
            {
                IPropertyReferenceOperation reference => ReadProperty(reference.Property, value, [], reference),
                IFieldReferenceOperation reference => ReadField(reference.Field, value, reference),
                _ => throw NotAllowed(property, "this kind of pattern"),
            };
            if (!Matches(property.Pattern, member))
            {
                return false;
            }
        }

        Bind(pattern.DeclaredSymbol, value);
        return true;
    }

    private bool MatchesList(IListPatternOperation pattern, object? value)
    {
        if (value is null)
        {
            return false;
        }

        var items = value is string text ? [.. text.Select(letter => (object?)letter)] : ItemsOf(value, pattern);
        var slice = -1;
        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            slice = pattern.Patterns[i] is ISlicePatternOperation ? i : slice;
        }

        var fixedCount = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        if (slice < 0 ? items.Count != fixedCount : items.Count < fixedCount)
        {
            return false;
        }

        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            var skipped = items.Count - fixedCount;
            if (i == slice)
            {
                var inner = ((ISlicePatternOperation)pattern.Patterns[i]).Pattern;
                if (inner is not null && !Matches(inner, Part(value, new RangeValue(new IndexValue(i, false), new IndexValue(i + skipped, false)), pattern.InputType, pattern)))
                {
                    return false;
                }
            }
            else if (!Matches(pattern.Patterns[i], items[slice >= 0 && i > slice ? i - 1 + skipped : i]))
            {
                return false;
            }
        }

        Bind(pattern.DeclaredSymbol, value);
        return true;
    }

    private void Bind(ISymbol? symbol, object? value)
    {
        if (symbol is not null)
        {
            frame.Variables[symbol] = new Variable(Copied(OfType(value, (symbol as ILocalSymbol)?.Type)));
        }
    }

    /// <summary>What the Deconstruct method of a type gives.</summary>
    private IReadOnlyList<object?> Parts(object? value, IMethodSymbol? method, IOperation at)
    {
        if (value is not ObjectValue data || method is null)
        {
            throw NotAllowed(at, "a deconstruction of such a value");
        }

        if (!method.IsImplicitlyDeclared)
        {
            var called = method.ReducedFrom ?? method;
            Variable[] parts = [.. called.Parameters.Where(parameter => parameter.RefKind == RefKind.Out).Select(_ => new Variable(null))];
            _ = called.IsStatic ? Run(called, null, [data, .. parts], at.Syntax) : Run(Implementation(called, data.Type), data, parts, at.Syntax);
            return [.. parts.Select(part => part.Value)];
        }

        return [.. method.Parameters.Select(parameter => ReadProperty(method.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().First(), data, [], at))];
    }

    /// <summary>Whether a value is of a type. Arrays, lists, tuples and delegates do not know theirs: for them the expression's own type must say it.</summary>
    private bool IsOf(object? value, ITypeSymbol type, ITypeSymbol? known, IOperation at)
    {
        RefuseNative(type, at);
        type = NotNullable(frame.Resolve(type))!;
        if (value is null)
        {
            return false;
        }

        var own = value switch
        {
            ObjectValue data => (ITypeSymbol?)data.Type,
            BoxedEnum boxed => boxed.Type,
            string => compilation.GetSpecialType(SpecialType.System_String),
            _ when Conversions.SpecialTypeOf(value) is { } special =>
                NotNullable(frame.Resolve(known)) is INamedTypeSymbol { TypeKind: TypeKind.Enum } members ? members : compilation.GetSpecialType(special),
            TupleValue { Boxed: { } shape } => shape,
            ArrayValue or ListValue or ContainerValue or SequenceValue or TupleValue or DelegateValue or IndexValue or RangeValue => NotNullable(frame.Resolve(known)),
            _ => null,
        };
        if (own is null)
        {
            return type.SpecialType == SpecialType.System_Object || domain.IsSymbolic(type);
        }

        var conversion = compilation.ClassifyCommonConversion(own, type);
        var isOf = conversion.IsIdentity || (conversion.IsImplicit && !conversion.IsUserDefined && type.IsReferenceType);
        return isOf || value is ObjectValue or BoxedEnum or TupleValue { Boxed: not null } or string || Conversions.SpecialTypeOf(value) is not null
            ? isOf
            : throw NotAllowed(at, "a test of the type of an array, a list, a tuple or a delegate");
    }

    private static string Shown(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        TupleValue tuple => $"({string.Join(", ", tuple.Items.Select(item => item is TupleValue ? "(…)" : Shown(item)))})",
        SharedValue or SequenceValue or DelegateValue => "the value",
        _ when Arithmetic.Text(value) is { } text => text,
        _ => "the symbol",
    };
}

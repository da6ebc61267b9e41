using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Operators.</summary>
public sealed partial class Evaluator
{
    /// <summary>a + b + c + … nests on the left, as deep as there are operators, which are applied one after another.</summary>
    private object? EvaluateBinary(IBinaryOperation binary)
    {
        var outer = new Stack<IBinaryOperation>();
        for (; binary.LeftOperand is IBinaryOperation { ConstantValue.HasValue: false } inner; binary = inner)
        {
            outer.Push(binary);
        }

        var value = Evaluate(binary.LeftOperand);
        while (true)
        {
            var (next, left) = (binary, value);
            value = Guarded(next, () => Apply(next, left));
            if (outer.Count == 0)
            {
                return value;
            }

            binary = outer.Pop();
            Count(binary);
            value = Copied(value);
        }
    }

    private object? Apply(IBinaryOperation binary, object? left)
    {
        if (binary.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            object?[] operands = [left, Evaluate(binary.RightOperand)];
            return IsRecordEquality(method)
                ? AreEqualRecords(operands[0], operands[1], binary) == (binary.OperatorKind == BinaryOperatorKind.Equals)
                : CallOperator(method, operands, binary.IsLifted, binary);
        }

        if (left is bool known && binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && known == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr))
        {
            return known;
        }

        var right = Evaluate(binary.RightOperand);
        if (binary.IsLifted && (left is null || right is null))
        {
            return OfNull(binary.OperatorKind, left, right);
        }

        if (binary is { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }
            && frame.Resolve(binary.LeftOperand.Type) is { IsReferenceType: true, SpecialType: not SpecialType.System_String })
        {
            return AreSame(left, right, binary) == (binary.OperatorKind == BinaryOperatorKind.Equals);
        }

        var result = Arithmetic.Binary(binary.OperatorKind, left, right, binary.IsChecked) ?? throw NotAllowed(binary, $"the operator {binary.OperatorKind} on these values");
        Charge(SizeOf(result));
        return result is int number && NotNullable(binary.Type) is { SpecialType: not SpecialType.System_Int32 } type && Conversions.IsNumeric(type)
            ? Conversions.Numeric(number, type, binary.IsChecked)
            : result;
    }

    /// <summary>Whether two references are one object. Of numbers, text and empty arrays as objects, .NET decides which are.</summary>
    internal static bool AreSame(object? left, object? right, IOperation at)
    {
        return left is null || right is null ? left is null && right is null
            : left is Functions.SymbolValue || right is Functions.SymbolValue ? throw EvaluationException.DependsOnSymbol(at.Syntax)
            : IsUncertain(left) || IsUncertain(right) ? throw NotAllowed(at, "a comparison of such objects")
            : ReferenceEquals(left, right);

        static bool IsUncertain(object value) => value is ArrayValue { Items.Length: 0 } or not SharedValue;
    }

    /// <summary>The operator == of records: the Equals that the type defines, or the one that the language gives it.</summary>
    private bool AreEqualRecords(object? left, object? right, IOperation at)
    {
        if (ReferenceEquals(left, right) || left is not ObjectValue data)
        {
            return ReferenceEquals(left, right);
        }

        var own = data.Type.GetMembers("Equals").OfType<IMethodSymbol>().FirstOrDefault(method => !method.IsImplicitlyDeclared && method.Parameters is [{ Type: var type }] && IsSame(type, data.Type));
        return own is null ? Equality.Equals(left, right) : Run(own, data, [IsOf(right, data.Type, null, at) ? right : null], at.Syntax) is true;
    }

    /// <summary>A lifted operator of which an operand is null.</summary>
    private static object? OfNull(BinaryOperatorKind kind, object? left, object? right) => kind switch
    {
        BinaryOperatorKind.Equals => left is null && right is null,
        BinaryOperatorKind.NotEquals => !(left is null && right is null),
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => false,

        // Three-valued logic: null is "not known".
        BinaryOperatorKind.And when left is false || right is false => false,
        BinaryOperatorKind.Or when left is true || right is true => true,
        _ => null,
    };

    private object? CallOperator(IMethodSymbol method, IReadOnlyList<object?> operands, bool isLifted, IOperation at) => domain.Handles(method)
        ? domain.Operator(method, operands, at.Syntax)
        : isLifted && operands.Contains(null) ? throw NotAllowed(at, "an operator of the project on null")
        : Run(method, null, operands, at.Syntax);

    private object? EvaluateCoalesce(ICoalesceOperation coalesce)
    {
        var value = Evaluate(coalesce.Value);
        return value is null ? Evaluate(coalesce.WhenNull)
            : coalesce.ValueConversion.IsUserDefined ? throw NotAllowed(coalesce, "a conversion of this kind")
            : coalesce.ValueConversion.IsNumeric || coalesce.ValueConversion.IsNullable ? Converted(value, coalesce.Type, coalesce)
            : value;
    }

    /// <summary>Equality of tuples: the operator ==, element by element.</summary>
    private bool AreEqualTuples(object? left, object? right, IOperation at)
    {
        if (left is TupleValue first && right is TupleValue second)
        {
            return first.Items.Zip(second.Items, (a, b) => AreEqualTuples(a, b, at)).ToArray().All(isEqual => isEqual);
        }

        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        if (left is SharedValue or DelegateValue or SequenceValue)
        {
            throw NotAllowed(at, "a comparison of tuples of such values");
        }

        return Arithmetic.Binary(BinaryOperatorKind.Equals, left, right, isChecked: false) as bool? ?? throw NotAllowed(at, "a comparison of tuples of different types");
    }

    private object? EvaluateUnary(IUnaryOperation unary)
    {
        var operand = Evaluate(unary.Operand);
        if (unary.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return CallOperator(method, [operand], unary.IsLifted, unary);
        }

        if (unary.OperatorKind == UnaryOperatorKind.Hat)
        {
            return new IndexValue((int)operand!, IsFromEnd: true);
        }

        return operand is null && unary.IsLifted ? null : Arithmetic.Unary(unary.OperatorKind, operand, unary.IsChecked) ?? throw NotAllowed(unary, $"the operator {unary.OperatorKind} on this value");
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>
/// Runs static methods of the user's project while the compiler runs, over Roslyn's operation trees. It knows C# and nothing of networks: symbols are values of a
/// <see cref="ISymbolicDomain"/>. What it cannot run is an error at that expression; it never guesses.
/// </summary>
public sealed partial class Evaluator
{
    /// <summary>Operations that one evaluation may take: an endless loop ends here.</summary>
    public const int StepLimit = 2_000_000;

    /// <summary>Calls within calls.</summary>
    public const int DepthLimit = 200;

    private const string Allowed = "Methods over symbols may use constants, arithmetic, if, switch, loops, tuples, arrays, lists, records, local functions, lambdas, common LINQ and string methods, and calls of static methods of the project";

    private readonly Compilation compilation;
    private readonly ISymbolicDomain domain;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<ISymbol, object?> statics = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> initializing = new(SymbolEqualityComparer.Default);
    private Frame frame = new(null, null, null);
    private readonly Stack<IOperation> loops = new();
    private int steps;
    private int depth;

    /// <summary>An evaluator for the methods of a compilation.</summary>
    public Evaluator(Compilation compilation, ISymbolicDomain domain, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.domain = domain;
        this.cancellation = cancellation;
    }

    /// <summary>Runs a static method of the project.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Values of its parameters, in order.</param>
    /// <param name="at">Where it is called, for messages.</param>
    /// <exception cref="EvaluationException">The code cannot be executed, or fails.</exception>
    public object? Invoke(IMethodSymbol method, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        try
        {
            return Run(method, receiver: null, arguments, at);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or InvalidCastException or NullReferenceException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            // A tree of half-typed code holds together nowhere; there the C# compiler has its own errors.
            throw ModelOf(at.SyntaxTree).GetDiagnostics(cancellationToken: cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                ? new EvaluationException(at, problem: null)
                : EvaluationException.NotAllowed(at, $"something in it is not known to the compiler's evaluator. {Allowed}");
        }
    }

    /// <summary>A value as it is when it is assigned: structs are copied.</summary>
    internal static object? Copied(object? value) => value switch
    {
        ObjectValue { Type.IsValueType: true } data => data.Copy(),
        TupleValue tuple when tuple.Items.Any(item => item is TupleValue or ObjectValue { Type.IsValueType: true }) => new TupleValue([.. tuple.Items.Select(Copied)]),
        _ => value,
    };

    /// <summary>A type, or what a type parameter stands for in this call.</summary>
    internal ITypeSymbol? Resolved(ITypeSymbol? type) => frame.Resolve(type);

    private static EvaluationException NotAllowed(IOperation operation, string what) => EvaluationException.NotAllowed(operation.Syntax, $"{what}. {Allowed}");

    private static EvaluationException Fails(IOperation operation, string how) => EvaluationException.Fails(operation.Syntax, how);

    private void Count(IOperation operation)
    {
        if (++steps > StepLimit)
        {
            throw new EvaluationException((loops.Count > 0 ? loops.Peek() : operation).Syntax, Problem.Of(Rules.EndlessEvaluation, StepLimit.ToString("N0", CultureInfo.InvariantCulture) + " steps"));
        }

        if ((steps & 0xff) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private object? Evaluate(IOperation? operation)
    {
        if (operation is null)
        {
            throw new EvaluationException(frame.Method?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)!, problem: null);
        }

        Count(operation);
        EnsureStack(operation.Syntax);
        if (operation.ConstantValue is { HasValue: true } constant && !domain.IsSymbolic(operation.Type))
        {
            return constant.Value;
        }

        try
        {
            return EvaluateOperation(operation);
        }
        catch (DivideByZeroException)
        {
            throw Fails(operation, "division by zero");
        }
        catch (OverflowException)
        {
            throw Fails(operation, "the result does not fit into its type");
        }
        catch (FormatException exception)
        {
            throw Fails(operation, exception.Message);
        }
    }

    private static void EnsureStack(SyntaxNode at)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new EvaluationException(at, Problem.Of(Rules.EndlessEvaluation, "the stack has room for"));
        }
    }

    private object? EvaluateOperation(IOperation operation) => operation switch
    {
        _ when operation.Type?.TypeKind == TypeKind.Dynamic => throw NotAllowed(operation, "dynamic"),
        ILiteralOperation literal => literal.ConstantValue.Value,
        IDefaultValueOperation => DefaultOf(operation.Type),
        IConversionOperation conversion => EvaluateConversion(conversion),
        ILocalReferenceOperation local => VariableOf(local.Local, operation).Value,
        IParameterReferenceOperation parameter => ParameterOf(parameter),
        IFieldReferenceOperation field => FieldOf(field),
        IPropertyReferenceOperation property => PropertyOf(property),
        IInvocationOperation invocation => EvaluateInvocation(invocation),
        IBinaryOperation binary => EvaluateBinary(binary),
        IUnaryOperation unary => EvaluateUnary(unary),
        IConditionalOperation conditional => Copied(Evaluate(IsTrue(conditional.Condition) ? conditional.WhenTrue : conditional.WhenFalse)),
        ISimpleAssignmentOperation assignment => EvaluateAssignment(assignment),
        ICompoundAssignmentOperation assignment => EvaluateCompound(assignment),
        IIncrementOrDecrementOperation increment => EvaluateIncrement(increment),
        ICoalesceOperation coalesce => EvaluateCoalesce(coalesce),
        ICoalesceAssignmentOperation assignment => EvaluateCoalesceAssignment(assignment),
        IConditionalAccessOperation access => EvaluateConditionalAccess(access),
        IConditionalAccessInstanceOperation => accessed.Peek(),
        IDeconstructionAssignmentOperation deconstruction => EvaluateDeconstruction(deconstruction),
        ITupleOperation tuple => new TupleValue([.. tuple.Elements.Select(element => Copied(Evaluate(element)))]),
        ITupleBinaryOperation tuples => AreEqualTuples(Evaluate(tuples.LeftOperand), Evaluate(tuples.RightOperand), tuples) == (tuples.OperatorKind == BinaryOperatorKind.Equals),
        IArrayCreationOperation array => EvaluateArray(array),
        ICollectionExpressionOperation collection => EvaluateCollection(collection),
        IArrayElementReferenceOperation element => ElementOf(element),
        IImplicitIndexerReferenceOperation indexer => EvaluateImplicitIndexer(indexer),
        IRangeOperation range => new RangeValue((IndexValue?)EvaluateOptional(range.LeftOperand) ?? new IndexValue(0, false), (IndexValue?)EvaluateOptional(range.RightOperand) ?? new IndexValue(0, true)),
        IObjectCreationOperation creation => EvaluateCreation(creation),
        IAnonymousFunctionOperation { Symbol.IsAsync: true } lambda => throw NotAllowed(lambda, "an asynchronous function"),
        IAnonymousFunctionOperation lambda => new DelegateValue(lambda.Symbol, lambda.Body, frame.Snapshot(), null),
        IDelegateCreationOperation creation => Evaluate(creation.Target),
        IMethodReferenceOperation method => EvaluateMethodReference(method),
        IInterpolatedStringOperation text => EvaluateInterpolation(text),
        IIsPatternOperation pattern => Matches(pattern.Pattern, Evaluate(pattern.Value)),
        ITranslatedQueryOperation query => Evaluate(query.Operation),
        IAnonymousObjectCreationOperation creation => EvaluateAnonymous(creation),
        IIsTypeOperation type => IsOf(Evaluate(type.ValueOperand), type.TypeOperand, type.ValueOperand.Type, type) != type.IsNegated,
        ISwitchExpressionOperation choice => EvaluateSwitch(choice),
        IWithOperation with => EvaluateWith(with),
        IInstanceReferenceOperation instance => InstanceOf(instance),
        IThrowOperation thrown => throw Thrown(thrown),
        IDiscardOperation => null,
        IInvalidOperation => throw new EvaluationException(operation.Syntax, problem: null),
        IAwaitOperation => throw NotAllowed(operation, "await needs a running program"),
        _ => throw NotAllowed(operation, $"a {operation.Kind} is not among what can be executed while compiling"),
    };

    private object? EvaluateOptional(IOperation? operation) => operation is null ? null : Evaluate(operation);

    private bool IsTrue(IOperation condition) => Evaluate(condition) switch
    {
        bool truth => truth,
        _ => throw (domain.IsSymbolic(condition.Type) ? NotAllowed(condition, "a symbol's value is not known while compiling, so nothing can depend on it; Where chooses between symbols") : NotAllowed(condition, "the condition has no value")),
    };

    private object? EvaluateBinary(IBinaryOperation binary)
    {
        if (binary.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            object?[] operands = [Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand)];
            return IsRecordEquality(method)
                ? Equals(operands[0], operands[1]) == (binary.OperatorKind == BinaryOperatorKind.Equals)
                : CallOperator(method, operands, binary.IsLifted, binary);
        }

        var left = Evaluate(binary.LeftOperand);
        if (left is bool known && binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && known == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr))
        {
            return known;
        }

        var right = Evaluate(binary.RightOperand);
        if (binary.IsLifted && (left is null || right is null))
        {
            return OfNull(binary.OperatorKind, left, right);
        }

        var result = Arithmetic.Binary(binary.OperatorKind, left, right, binary.IsChecked) ?? throw NotAllowed(binary, $"the operator {binary.OperatorKind} on these values");
        return result is int number && NotNullable(binary.Type) is { SpecialType: not SpecialType.System_Int32 } type && Conversions.IsNumeric(type) ? Conversions.Numeric(number, type, binary.IsChecked) : result;
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

        if (left is ObjectValue or ListValue or ArrayValue or DelegateValue or SequenceValue)
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
            if (source.TypeKind == TypeKind.Enum && type.IsReferenceType)
            {
                return new BoxedEnum((INamedTypeSymbol)source, value);
            }

            if (source is { IsReferenceType: true, SpecialType: not SpecialType.System_String } and not IArrayTypeSymbol && NotNullable(type) is { IsValueType: true } unboxed && !conversion.IsTryCast)
            {
                return Unboxed(value, unboxed, conversion);
            }
        }

        if (type is null || value is null)
        {
            return type is { IsValueType: true } && !IsNullable(type) && value is null ? throw Fails(conversion, "null has no value") : value;
        }

        if (IsNullable(type))
        {
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        }

        return type switch
        {
            { Name: "Index", ContainingNamespace.Name: "System" } when value is int number => new IndexValue(number, IsFromEnd: false),
            _ when value is TupleValue tuple && type is INamedTypeSymbol { IsTupleType: true } shape => ConvertTuple(tuple, shape, conversion),
            _ when Conversions.IsNumeric(type) || type.SpecialType == SpecialType.System_Decimal => value is bool or string
                ? throw Fails(conversion, $"{Arithmetic.Text(value)} is no number")
                : Conversions.Numeric(value, type, conversion.IsChecked),
            _ when conversion.IsTryCast => IsOf(value, type, conversion.Operand.Type, conversion) ? (value as BoxedEnum)?.Value ?? value : null,
            _ when conversion.Conversion.IsReference && !conversion.IsImplicit && !IsOf(value, type, conversion.Operand.Type, conversion) => throw Fails(conversion, $"the value is no {type.ToDisplayString()}"),
            _ => value,
        };
    }

    private object Unboxed(object value, ITypeSymbol type, IOperation at) => value switch
    {
        BoxedEnum boxed when SymbolEqualityComparer.Default.Equals(boxed.Type, type) || Conversions.Default(type)?.GetType() == boxed.Value.GetType() => boxed.Value,
        _ when IsOf(value, type, null, at) => value,
        _ => throw Fails(at, $"the value is no {type.ToDisplayString()}"),
    };

    private TupleValue ConvertTuple(TupleValue tuple, INamedTypeSymbol shape, IConversionOperation conversion) => new([.. tuple.Items.Zip(shape.TupleElements, (item, element) =>
        item is not null && Conversions.IsNumeric(element.Type) ? Conversions.Numeric(item, element.Type, conversion.IsChecked)
        : item is float or int or double && domain.IsSymbolic(element.Type) ? throw NotAllowed(conversion, "a conversion of a number to a symbol inside a tuple")
        : item)]);

    private object? EvaluateInterpolation(IInterpolatedStringOperation text) => string.Concat(text.Parts.Select(part => part switch
    {
        IInterpolatedStringTextOperation { Text: var literal } => (string)literal.ConstantValue.Value!,
        IInterpolationOperation hole => Interpolate(hole),
        _ => throw NotAllowed(part, "an interpolated string of this kind"),
    }));

    private string Interpolate(IInterpolationOperation hole)
    {
        var value = Boxed(Evaluate(hole.Expression), hole.Expression.Type);
        if (Arithmetic.Text(value) is null || (value is BoxedEnum && hole.FormatString is not null))
        {
            throw NotAllowed(hole, "the text of such a value");
        }

        var format = hole.FormatString is null ? null : (string?)Evaluate(hole.FormatString);
        var shown = value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? string.Empty;
        var width = hole.Alignment is null ? 0 : (int)Evaluate(hole.Alignment)!;
        return width < 0 ? shown.PadRight(-width) : shown.PadLeft(width);
    }

    /// <summary>A value as an object: a member of an enum then knows its type.</summary>
    private object? Boxed(object? value, ITypeSymbol? type) => Conversions.IsNumber(value) && NotNullable(frame.Resolve(type)) is INamedTypeSymbol { TypeKind: TypeKind.Enum } members ? new BoxedEnum(members, value!) : value;

    private object? EvaluateConditionalAccess(IConditionalAccessOperation access)
    {
        var receiver = Evaluate(access.Operation);
        if (receiver is null)
        {
            return null;
        }

        accessed.Push(receiver);
        try
        {
            return Evaluate(access.WhenNotNull);
        }
        finally
        {
            _ = accessed.Pop();
        }
    }

    private readonly Stack<object?> accessed = new();

    internal object? DefaultOf(ITypeSymbol? type)
    {
        type = frame.Resolve(type);
        return type switch
        {
            null => null,
            INamedTypeSymbol { IsTupleType: true } tuple => new TupleValue([.. tuple.TupleElements.Select(element => DefaultOf(element.Type))]),
            _ when IsNullable(type) => null,
            INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } data when IsOfProject(data) => Fresh(data),
            _ => Conversions.Default(type),
        };
    }

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static ITypeSymbol? NotNullable(ITypeSymbol? type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] } ? underlying : type;

    private static bool IsBuiltIn(IMethodSymbol method) => method.ContainingType?.SpecialType is SpecialType.System_String or SpecialType.System_Decimal
        || method is { ContainingType: { Name: "Index" or "Range", ContainingNamespace.Name: "System" } };

    private static bool IsRecordEquality(IMethodSymbol method) => method.ContainingType.IsRecord && method.IsImplicitlyDeclared && method.Name is "op_Equality" or "op_Inequality";

    private bool IsOfProject(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out var model))
        {
#pragma warning disable RS1030 // The evaluator follows calls into other files, whose models no callback hands out.
            models.Add(tree, model = compilation.GetSemanticModel(tree));
#pragma warning restore RS1030
        }

        return model;
    }

    private EvaluationException Thrown(IThrowOperation thrown)
    {
        var exception = thrown.Exception is IConversionOperation conversion ? conversion.Operand : thrown.Exception;
        return exception is IObjectCreationOperation { Arguments: [var first, ..] } && Evaluate(first.Value) is string message
            ? Fails(thrown, message)
            : Fails(thrown, "it throws");
    }
}

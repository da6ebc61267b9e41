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
    /// <summary>Steps that one evaluation may take: operations, characters, elements, and recorded calls. What never ends, or takes up all memory, ends here.</summary>
    public const int StepLimit = 2_000_000;

    /// <summary>Steps that a recorded call counts for, as all that follows the evaluation works on it, too.</summary>
    public const int RecordedCall = 200;

    /// <summary>Calls within calls.</summary>
    public const int DepthLimit = 200;

    private const string Allowed =
        "Methods over symbols may use constants, arithmetic, if, switch, loops, tuples, arrays, lists, records, local functions, lambdas, "
        + "common LINQ and string methods, and calls of static methods of the project";

    private readonly Compilation compilation;
    private readonly ISymbolicDomain domain;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private Frame frame = new(null, null, null);
    private readonly Stack<IOperation> loops = new();
    private IOperation? current;
    private (SyntaxNode Syntax, Func<string> Description)? call;
    private long steps;
    private int depth;

    /// <summary>An evaluator for the methods of a compilation.</summary>
    public Evaluator(Compilation compilation, ISymbolicDomain domain, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.domain = domain;
        this.cancellation = cancellation;
        Equality = new Equality(this);
    }

    /// <summary>How values are compared.</summary>
    internal IEqualityComparer<object?> Equality { get; }

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
        catch (InsufficientExecutionStackException)
        {
            throw TooDeep("the stack has room for", at);
        }
        catch (Exception exception) when (exception is not EvaluationException && Defect.Is(exception)
            && ModelOf(at.SyntaxTree).GetDiagnostics(cancellationToken: cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            // A tree of half-typed code holds together nowhere; there the C# compiler has its own errors.
            throw new EvaluationException(at, problem: null);
        }
    }

    /// <summary>A value as it is when it is read: structs are copied, unless they are boxes, which are objects.</summary>
    internal static object? Copied(object? value) => value switch
    {
        ObjectValue { Type.IsValueType: true, IsBox: false } data => data.Copy(),
        TupleValue { Boxed: null } tuple when tuple.Items.Any(item => item is TupleValue or ObjectValue { Type.IsValueType: true, IsBox: false }) =>
            new TupleValue([.. tuple.Items.Select(Copied)]),
        _ => value,
    };

    /// <summary>A type, or what a type parameter stands for in this call.</summary>
    internal ITypeSymbol? Resolved(ITypeSymbol? type) => frame.Resolve(type);

    private static EvaluationException NotAllowed(IOperation operation, string what) => EvaluationException.NotAllowed(operation.Syntax, $"{what}. {Allowed}");

    private static EvaluationException Fails(IOperation operation, string how) => EvaluationException.Fails(operation.Syntax, how);

    private void Count(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        current = operation;
        Charge(1);
        if ((steps & 0xff) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Counts steps of the operation in progress: the characters or elements that it makes or reads at once.</summary>
    /// <exception cref="EvaluationException">There are too many.</exception>
    internal void Charge(long count)
    {
        steps += count;
        if (steps > StepLimit)
        {
            throw new EvaluationException(
                (loops.Count > 0 ? loops.Peek() : current!).Syntax, Problem.Of(Rules.EndlessEvaluation, StepLimit.ToString("N0", CultureInfo.InvariantCulture) + " steps"));
        }
    }

    /// <summary>A value that has just been made, its size counted.</summary>
    private object? Charged(object? value)
    {
        Charge(SizeOf(value));
        return value;
    }

    /// <summary>Characters or elements of a value; 0 for what has no parts, or computes them when asked.</summary>
    private static int SizeOf(object? value) => value switch
    {
        string text => text.Length,
        ArrayValue array => array.Items.Length,
        ListValue list => list.Items.Count,
        ContainerValue container => container.Count,
        _ => 0,
    };

    /// <summary>A value. One that was read is a copy: only what <see cref="Reached"/> gives is the variable's own.</summary>
    private object? Evaluate(IOperation? operation) => Copied(Read(operation));

    /// <summary>What a member is reached through: where that is a variable, its own value, which the member may change.</summary>
    private object? Reached(IOperation? operation) => IsVariable(operation) ? Read(operation) : Evaluate(operation);

    private bool IsVariable(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation or IArrayElementReferenceOperation or IConditionalAccessInstanceOperation => true,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None or RefKind.Out } => true,
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol { ReturnsByRef: true } } => true,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => true,
        IInstanceReferenceOperation => frame.Method is not { IsReadOnly: true, ContainingType.IsValueType: true },
        IFieldReferenceOperation { Field: { IsStatic: false, IsReadOnly: false } } => true,
        IFieldReferenceOperation { Field: { IsStatic: false } field, Instance: IInstanceReferenceOperation } =>
            frame.Method is { MethodKind: MethodKind.Constructor } or { IsInitOnly: true } && IsSame(frame.Method.ContainingType.OriginalDefinition, field.ContainingType.OriginalDefinition),
        IPropertyReferenceOperation { Property.ReturnsByRef: true } => true,
        _ => false,
    };

    private object? Read(IOperation? operation)
    {
        if (operation is null)
        {
            throw new EvaluationException(frame.Method?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)!, problem: null);
        }

        Count(operation);
        RefuseNative(operation.Type, operation);
        if (operation.ConstantValue is { HasValue: true } constant && operation.Type is not ITypeParameterSymbol && !domain.IsSymbolic(operation.Type))
        {
            return constant.Value;
        }

        return Guarded(operation, () => EvaluateOperation(operation));
    }

    /// <summary>Numbers of the machine's own width: how wide they are is not known while compiling.</summary>
    private void RefuseNative(ITypeSymbol? type, IOperation at)
    {
        if (NotNullable(frame.Resolve(type)) is { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr })
        {
            throw NotAllowed(at, "nint and nuint have the width of the machine that runs the program; int and long have one of their own");
        }
    }

    /// <summary>What C# throws is an error at the operation.</summary>
    private object? Guarded(IOperation operation, Func<object?> evaluate)
    {
        try
        {
            return evaluate();
        }
        catch (InsufficientExecutionStackException)
        {
            throw TooDeep("the stack has room for", operation.Syntax);
        }
        catch (DivideByZeroException)
        {
            throw Fails(operation, "division by zero");
        }
        catch (OverflowException)
        {
            throw Fails(operation, "the result does not fit into its type");
        }
        catch (OwnEqualityException exception)
        {
            throw NotAllowed(operation, $"'{exception.Type}' has an Equals of its own, which is only called by name or by its operators");
        }
        catch (FormatException exception)
        {
            throw Fails(operation, exception.Message);
        }
    }

    /// <summary>Calls are nested too deeply: an error at the innermost one, which it shows with its arguments. The message has the outermost one, too.</summary>
    private EvaluationException TooDeep(string than, SyntaxNode at) => call is { } innermost
        ? new EvaluationException(innermost.Syntax, Problem.Of(Rules.EndlessEvaluation, $"{than}; the innermost call is {innermost.Description()}"))
        : new EvaluationException(at, Problem.Of(Rules.EndlessEvaluation, than));

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
        IConditionalOperation conditional => Evaluate(IsTrue(conditional.Condition) ? conditional.WhenTrue : conditional.WhenFalse),
        ISimpleAssignmentOperation assignment => EvaluateAssignment(assignment),
        ICompoundAssignmentOperation assignment => EvaluateCompound(assignment),
        IIncrementOrDecrementOperation increment => EvaluateIncrement(increment),
        ICoalesceOperation coalesce => EvaluateCoalesce(coalesce),
        ICoalesceAssignmentOperation assignment => EvaluateCoalesceAssignment(assignment),
        IConditionalAccessOperation access => EvaluateConditionalAccess(access),
        IConditionalAccessInstanceOperation => accessed.Peek(),
        IDeconstructionAssignmentOperation deconstruction => EvaluateDeconstruction(deconstruction),
        ITupleOperation tuple => new TupleValue([.. tuple.Elements.Select(element => Evaluate(element))]),
        ITupleBinaryOperation tuples => AreEqualTuples(Evaluate(tuples.LeftOperand), Evaluate(tuples.RightOperand), tuples) == (tuples.OperatorKind == BinaryOperatorKind.Equals),
        IArrayCreationOperation array => EvaluateArray(array),
        ICollectionExpressionOperation collection => EvaluateCollection(collection),
        IArrayElementReferenceOperation element => ElementOf(element),
        IImplicitIndexerReferenceOperation indexer => EvaluateImplicitIndexer(indexer),
        IRangeOperation range => new RangeValue(
            (IndexValue?)EvaluateOptional(range.LeftOperand) ?? new IndexValue(0, false),
            (IndexValue?)EvaluateOptional(range.RightOperand) ?? new IndexValue(0, true)),
        IObjectCreationOperation creation => EvaluateCreation(creation),
        IAnonymousFunctionOperation { Symbol.IsAsync: true } lambda => throw NotAllowed(lambda, "an asynchronous function"),
        IAnonymousFunctionOperation lambda => new DelegateValue(lambda.Symbol, lambda.Body, frame.Snapshot(), null),
        IDelegateCreationOperation creation => Evaluate(creation.Target),
        IMethodReferenceOperation method => EvaluateMethodReference(method),
        IInterpolatedStringOperation text => EvaluateInterpolation(text),
        IIsPatternOperation pattern => Matches(pattern.Pattern, Evaluate(pattern.Value)),
        ITypeParameterObjectCreationOperation creation => EvaluateCreation(creation),
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
        _ => throw NotAllowed(operation, "it is none of the expressions that may stand here"),
    };

    private object? EvaluateOptional(IOperation? operation) => operation is null ? null : Evaluate(operation);

    private bool IsTrue(IOperation condition) => Evaluate(condition) switch
    {
        bool truth => truth,
        _ => throw NotAllowed(condition, "the condition has no value"),
    };

    private object? EvaluateInterpolation(IInterpolatedStringOperation text) => Charged(string.Concat(text.Parts.Select(part => part switch
    {
        IInterpolatedStringTextOperation { Text: var literal } => (string)literal.ConstantValue.Value!,
        IInterpolationOperation hole => Interpolate(hole),
        _ => throw NotAllowed(part, "an interpolated string of this kind"),
    })));

    private string Interpolate(IInterpolationOperation hole)
    {
        var value = Boxed(Evaluate(hole.Expression), hole.Expression.Type);
        if (Arithmetic.Text(value) is null || (value is BoxedEnum && hole.FormatString is not null))
        {
            throw NotAllowed(hole, "the text of such a value");
        }

        var format = hole.FormatString is null ? null : (string?)Evaluate(hole.FormatString);
        Charge(Strings.Precision(format));
        var shown = value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? string.Empty;
        var width = hole.Alignment is null ? 0 : (int)Evaluate(hole.Alignment)!;
        Charge(Math.Abs((long)width));
        return width < 0 ? shown.PadRight(-width) : shown.PadLeft(width);
    }

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

    private static bool IsBuiltIn(IMethodSymbol method) => method.ContainingType?.SpecialType is SpecialType.System_String or SpecialType.System_Decimal
        || method is { ContainingType: { Name: "Index" or "Range", ContainingNamespace.Name: "System" } };

    private static bool IsRecordEquality(IMethodSymbol method) => method.ContainingType.IsRecord && method.IsImplicitlyDeclared && method.Name is "op_Equality" or "op_Inequality";

    /// <summary>Whether something is neither the project's nor .NET's.</summary>
    internal bool IsOfOtherAssembly(ISymbol symbol) => !IsOfProject(symbol) && symbol.ContainingAssembly is { Name: not ("mscorlib" or "netstandard") } assembly
        && !assembly.Name.StartsWith("System", StringComparison.Ordinal) && !assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

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

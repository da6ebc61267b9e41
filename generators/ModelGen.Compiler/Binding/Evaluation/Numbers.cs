using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>The functions of <c>Math</c>, <c>MathF</c> and <c>BitOperations</c>: the framework's own, so that their results are the same to the bit.</summary>
internal static class Numbers
{
    /// <summary>A call of a function of numbers; what the framework that the compiler runs on does not have is not known.</summary>
    /// <exception cref="EvaluationException">The arguments are out of the function's range.</exception>
    public static (bool IsKnown, object? Result) Call(IMethodSymbol method, IReadOnlyList<object?> arguments, IOperation at)
    {
        Type?[] types = [.. method.Parameters.Select(parameter => RuntimeType(parameter.Type))];
        var function = types.Contains(null) || method.IsGenericMethod ? null
            : typeof(Math).Assembly.GetType(method.ContainingType.ToDisplayString())?.GetMethod(method.Name, types!);
        if (function is null)
        {
            return (false, null);
        }

        try
        {
            return (true, OfFramework(function.Invoke(null, [.. arguments.Zip(types, (argument, type) => type!.IsEnum ? Enum.ToObject(type, argument!) : argument)])));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException or ArithmeticException)
        {
            throw EvaluationException.Fails(at.Syntax, exception.InnerException.Message);
        }
    }

    private static Type? RuntimeType(ITypeSymbol type) => type is { IsValueType: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        ? typeof(Math).Assembly.GetType($"System.{type.MetadataName}")
        : null;

    private static object? OfFramework(object? value)
    {
        var type = value?.GetType();
        return type is not { IsGenericType: true } ? value : new TupleValue([.. type.GetFields().Select(field => field.GetValue(value))]);
    }
}

using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Binding.Evaluation;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>The constants of a call of a method of <c>Ops</c>: the parameters that are not symbols, tuples taken apart. Required ones have positions, where there are any; the others names.</summary>
internal sealed class CallArguments(IMethodSymbol method, IReadOnlyList<object?> values, ISymbolicDomain domain) : AttributeArguments
{
    private readonly object?[] positional = Positional(method, values, domain);

    /// <inheritdoc/>
    public override T At<T>(int position, T otherwise) => position < positional.Length && positional[position] is T value ? value : otherwise;

    /// <inheritdoc/>
    public override T Named<T>(string name, T otherwise) => Find(name) is { } parameter && values[parameter.Ordinal] is T value ? value : otherwise;

    /// <inheritdoc/>
    public override int[] Integers(int position) => position < positional.Length && positional[position] is ArrayValue array ? [.. array.Items.OfType<int>()] : [];

    /// <inheritdoc/>
    public override string EnumName(string name, string otherwise) => Find(name) is { Type: var type } parameter ? Member(type, values[parameter.Ordinal]) ?? otherwise : otherwise;

    private IParameterSymbol? Find(string name) => method.Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase));

    private static object?[] Positional(IMethodSymbol method, IReadOnlyList<object?> values, ISymbolicDomain domain)
    {
        var constants = method.Parameters.Where(parameter => !domain.IsSymbolic(parameter.Type)).ToArray();
        var required = constants.Where(parameter => !parameter.IsOptional).ToArray();
        return [.. (required.Length > 0 ? required : constants).Select(parameter => values[parameter.Ordinal]).SelectMany(value => value is TupleValue tuple ? tuple.Items : [value])];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Analyzers;

/// <summary>The compiler's rules as Roslyn describes diagnostics.</summary>
internal static class Descriptors
{
    private const string HelpLinks = "https://github.com/modelgen/modelgen/blob/main/docs/rules";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = Rules.All().ToDictionary(rule => rule.Id, rule => Describe(rule, rule.Message));

    private static readonly Dictionary<string, DiagnosticDescriptor> OfFunctions = Rules.All().ToDictionary(
        rule => rule.Id, rule => rule.FunctionMessage is { } message ? Describe(rule, message) : ById[rule.Id]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values];

    /// <summary>The descriptor of a rule.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="isFunction">Whether the model's networks are methods; Roslyn compares ids, so that a descriptor with another message need not be among all.</param>
    public static DiagnosticDescriptor Of(string id, bool isFunction) => (isFunction ? OfFunctions : ById)[id];

    private static DiagnosticDescriptor Describe(Rule rule, string message) => new(
        rule.Id,
        rule.Title,
        MessageFormat(message),
        Category(rule.Id),
        rule.Severity == Severity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        rule.Description,
        $"{HelpLinks}/{rule.Id}.md");

    /// <summary>The message with numbers alone: layer, input, its origin, the second operand's, and the calls that led there, come before the problem's own arguments.</summary>
    private static string MessageFormat(string message) => Regex.Replace(message, @"\{(\w+)\}", placeholder => placeholder.Groups[1].Value switch
    {
        "layer" => "{0}",
        "input" => "{1}",
        "from" => "{2}",
        "second" => "{3}",
        var number => $"{{{int.Parse(number, CultureInfo.InvariantCulture) + 5}}}",
    }) + "{4}";

    private static string Category(string id) => id[2] switch
    {
        '1' => "ModelGen.Declaration",
        '2' => "ModelGen.Shapes",
        '3' => "ModelGen.Training",
        _ => "ModelGen.Meaning",
    };
}

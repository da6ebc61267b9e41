using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding;

/// <summary>The compiler's rules as Roslyn describes diagnostics.</summary>
public static class Descriptors
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
    private static DiagnosticDescriptor Of(string id, bool isFunction) => (isFunction ? OfFunctions : ById)[id];

    /// <summary>A finding as a diagnostic.</summary>
    public static Diagnostic DiagnosticOf(Finding finding, BindingResult binding)
    {
        var place = binding.At(finding.Origin);
        object?[] arguments = [place.Text, finding.Input?.Shape.ToString(), From(finding.Input), From(finding.Second), PathOf(finding, binding), .. finding.Problem.Arguments];

        // The problem's arguments are properties too: code fixes cannot read a message.
        var properties = finding.Problem.Arguments.Select((argument, number) => (argument, number)).ToImmutableDictionary(pair => $"{pair.number}", pair => (string?)pair.argument);
        return Diagnostic.Create(
            Of(finding.Problem.Id, binding.HasFunctions), place.Location, finding.Calls.Select(call => binding.At(call.Origin).Location), properties, arguments);

        string From(Arrival? arrival) => arrival is null ? string.Empty : binding.At(arrival.Origin).ToString();
    }

    /// <summary>For a mistake inside a building block, the calls that led there: a block is right for some shapes and wrong for others.</summary>
    private static string PathOf(Finding finding, BindingResult binding) =>
        string.Concat(finding.Calls.Select(call => $" – in {call.Description}, called by {binding.At(call.Origin)}"));

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
        '9' => "ModelGen.Defect",
        _ => "ModelGen.Meaning",
    };
}

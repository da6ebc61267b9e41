using CsCheck;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>Random expressions over all primitive types: compiled and evaluated alike, to the bit, checked and unchecked.</summary>
public sealed class RandomArithmeticTests
{
    private const int Expressions = 400;

    private static readonly string[] Leaves =
    [
        "V((sbyte)-128)", "V((byte)255)", "V((short)-32768)", "V((ushort)65535)", "V('\\uffff')", "V('a')", "V(int.MaxValue)", "V(int.MinValue)", "V(-1)", "V(0)", "V(7)",
        "V(uint.MaxValue)", "V(3u)", "V(long.MinValue)", "V(long.MaxValue)", "V(-5L)", "V(ulong.MaxValue)", "V(0.1f)", "V(16777217f)", "V(-1.5f)", "V(float.MaxValue)", "V(0.1)", "V(-0.0)", "V(1e300)", "V(double.NaN)",
    ];

    // Integers alone: conversions of reals that do not fit are left open by the language, and refused.
    private static readonly string[] IntegerLeaves = Leaves[..17];

    private static readonly Gen<string> Integers = Gen.Recursive<string>((depth, inner) => depth > 3
        ? OneOf(IntegerLeaves)
        : Gen.OneOf(
            OneOf(IntegerLeaves),
            Gen.Select(inner, OneOf("+", "-", "*", "/", "%", "&", "|", "^"), inner, (left, sign, right) => $"((long)({left}) {sign} (long)({right}))"),
            Gen.Select(inner, OneOf("+", "-", "*", "&", "|", "^"), inner, (left, sign, right) => $"(unchecked((int)({left})) {sign} unchecked((int)({right})))"),
            Gen.Select(inner, OneOf("<<", ">>", ">>>"), inner, (left, sign, right) => $"({left} {sign} unchecked((int)({right})))"),
            Gen.Select(inner, OneOf("sbyte", "byte", "short", "ushort", "char", "int", "uint", "long", "ulong"), (operand, type) => $"unchecked(({type})(long)({operand}))"),
            inner.Select(operand => $"(~({operand}))"),
            Gen.Select(inner, OneOf("<", "<=", "==", "!="), inner, (left, sign, right) => $"((long)({left}) {sign} (long)({right}) ? 1 : 2L)")));

    private static readonly Gen<string> Reals = Gen.Recursive<string>((depth, inner) => depth > 3
        ? OneOf(Leaves)
        : Gen.OneOf(
            OneOf(Leaves),
            Gen.Select(inner, OneOf("+", "-", "*", "/", "%"), inner, (left, sign, right) => $"((float)({left}) {sign} (float)({right}))"),
            Gen.Select(inner, OneOf("+", "-", "*", "/", "%"), inner, (left, sign, right) => $"((double)({left}) {sign} ({right}))"),
            Gen.Select(inner, OneOf("float", "double"), (operand, type) => $"(({type})({operand}))"),
            Gen.Select(inner, inner, (left, right) => $"((double)({left}) < (double)({right}) ? ({left}) : (double)({right}))")));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [Fact]
    public void Integers_AreComputedAsByTheRuntime() => Check(Integers, "{0}");

    [Fact]
    public void CheckedIntegers_AreComputedAsByTheRuntime() => Check(Integers, "checked({0})");

    [Fact]
    public void Reals_AreComputedAsByTheRuntime() => Check(Reals, "{0}");

    private static void Check(Gen<string> expressions, string form)
    {
        var all = new List<string>();
        RandomCheck.Run(expressions, expression => all.Add(form.Replace("{0}", expression, StringComparison.Ordinal)), Expressions);
        var program = new SnippetProgram(all);
        var failures = 0;
        for (var i = 0; i < all.Count; i++)
        {
            var expected = program.Run(i);
            failures += expected == "fails" ? 1 : 0;
            Assert.Equal($"{all[i]} → {expected}", $"{all[i]} → {program.Evaluate(i)}");
        }

        // Where most divide by zero or overflow, little would be compared.
        Assert.InRange(failures, 0, all.Count / 2);
    }
}

using ModelGen.Analyzers.Tests.Verification;
using ModelGen.CodeFixes;
using Xunit;

namespace ModelGen.Analyzers.Tests;

public sealed class MakePartialCodeFixTests
{
    [Theory]
    [InlineData("[Model, Input(4), Dense(3)] public class M;", "[Model, Input(4), Dense(3)] public partial class M;")]
    [InlineData("[Model, Input(4), Dense(3)] class M { }", "[Model, Input(4), Dense(3)] partial class M { }")]
    [InlineData("[Model, Input(4), Dense(3)]\n// A comment.\nsealed class M;", "[Model, Input(4), Dense(3)]\n// A comment.\nsealed partial class M;")]
    public Task Model_BecomesPartial(string source, string expected) => CodeFixVerifier.VerifyAsync(new MakePartialCodeFix(), source, expected);

    [Fact]
    public Task TypesAroundAModel_BecomePartial() => CodeFixVerifier.VerifyAsync(
        new MakePartialCodeFix(),
        "public static class Outer { internal struct Inner { [Model, Input(4), Dense(3)] public partial class M; } }",
        "public static partial class Outer { internal partial struct Inner { [Model, Input(4), Dense(3)] public partial class M; } }");
}

using CsCheck;

namespace ModelGen.Text.Tests;

/// <summary>Texts at random of given pieces.</summary>
internal static class Pieces
{
    public static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(piece => pieces[piece]);
}

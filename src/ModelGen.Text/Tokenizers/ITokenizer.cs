namespace ModelGen.Text;

/// <summary>Cuts text into pieces. Any number of threads may use one.</summary>
public interface ITokenizer
{
    /// <summary>The pieces of a text, in their order.</summary>
    /// <param name="text">Any text.</param>
    IReadOnlyList<string> Split(string text);

    /// <summary>A text of pieces: what was split, as far as pieces tell it.</summary>
    /// <param name="pieces">In their order.</param>
    string Join(IEnumerable<string> pieces);
}

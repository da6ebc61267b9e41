namespace ModelGen.Compiler.Passes;

/// <summary>Places buffers with known lifetimes in one arena: largest first, each at the lowest offset where it meets no other that lives at the same time.</summary>
/// <remarks>The greedy-by-size heuristic of Pisarchyk and Lee, "Efficient memory management for deep neural net inference" (2020), section 5.</remarks>
public sealed class ArenaAllocator
{
    private const int Alignment = 16;
    private readonly List<Buffer> buffers = [];

    /// <summary>Asks for a buffer that lives from one moment to another, both included.</summary>
    public Buffer Reserve(int length, int from, int to)
    {
        var buffer = new Buffer(checked((length + Alignment - 1) / Alignment * Alignment), from, to);
        buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Gives each buffer its offset and returns the arena's length.</summary>
    /// <exception cref="OverflowException">An offset is no int any more.</exception>
    public int Place()
    {
        var placed = new List<Buffer>();
        foreach (var buffer in buffers.OrderByDescending(buffer => buffer.Length).ThenBy(buffer => buffer.From))
        {
            var offset = 0;
            foreach (var other in placed.Where(other => other.From <= buffer.To && buffer.From <= other.To).OrderBy(other => other.Offset))
            {
                if (buffer.Length <= other.Offset - offset)
                {
                    break;
                }

                offset = Math.Max(offset, checked(other.Offset + other.Length));
            }

            buffer.Offset = offset;
            placed.Add(buffer);
        }

        return placed.Count == 0 ? 0 : placed.Max(buffer => checked(buffer.Offset + buffer.Length));
    }

    /// <summary>The largest sum of buffers that live at one moment: no placement needs less.</summary>
    public long LowerBound() => buffers
        .Select(moment => buffers.Where(other => other.From <= moment.From && moment.From <= other.To).Sum(other => (long)other.Length))
        .DefaultIfEmpty()
        .Max();

    /// <summary>A range of the arena. Its lifetime may still grow until it is placed.</summary>
    public sealed class Buffer(int length, int from, int to)
    {
        /// <summary>Length in floats, a multiple of 16.</summary>
        public int Length { get; } = length;

        /// <summary>First moment of its life.</summary>
        public int From { get; } = from;

        /// <summary>Last moment of its life.</summary>
        public int To { get; set; } = to;

        /// <summary>Where it is; known after <see cref="Place"/>.</summary>
        public int Offset { get; internal set; }
    }
}

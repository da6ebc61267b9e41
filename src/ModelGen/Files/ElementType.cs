using System.Buffers.Binary;

namespace ModelGen;

/// <summary>A type of values in a file, and how one value is read.</summary>
internal sealed class ElementType
{
    public delegate float Reader(ReadOnlySpan<byte> bytes);

    private ElementType(string name, int size, Reader read)
    {
        Name = name;
        Size = size;
        Read = read;
    }

    public static ElementType F32 { get; } = new("F32", sizeof(float), BinaryPrimitives.ReadSingleLittleEndian);

    public static ElementType I64 { get; } = new("I64", sizeof(long), bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes));

    /// <summary>The format's name.</summary>
    public string Name { get; }

    /// <summary>Bytes of one value.</summary>
    public int Size { get; }

    public Reader Read { get; }

    public static string Names => string.Join(", ", All.Select(type => type.Name));

    private static ElementType[] All { get; } =
    [
        F32,
        I64,
        new("F64", sizeof(double), bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        new("F16", sizeof(short), bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        new("BF16", sizeof(short), bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16)),
    ];

    public static ElementType? Find(string name) => Array.Find(All, type => type.Name == name);
}

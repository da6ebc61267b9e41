using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModelGen;

/// <summary>Reads and writes safetensors files: a 64-bit length, a header in JSON, the values (the format's specification: github.com/huggingface/safetensors).</summary>
public static class Safetensors
{
    /// <summary>What the format's own reader allows a header.</summary>
    private const long MaximumHeader = 100_000_000;

    /// <summary>Reads all tensors of a file, in the order of their values; <c>F16</c>, <c>BF16</c>, <c>F64</c> and <c>I64</c> become floats.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is truncated, is no safetensors file, or holds other types; the message names file and tensor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<StoredTensor> Read(string path) => Read(path, []);

    /// <summary>Reads the texts that a file has beside its tensors (<c>__metadata__</c>), by their names.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        var metadata = new Dictionary<string, string>();
        _ = Read(path, metadata, (file, entry) => []);
        return metadata;
    }

    /// <summary>Reads all tensors of a file, and the texts beside them.</summary>
    internal static IReadOnlyList<StoredTensor> Read(string path, Dictionary<string, string> metadata) => Read(path, metadata, ReadValues);

    private static IReadOnlyList<StoredTensor> Read(string path, Dictionary<string, string> metadata, Func<FileStream, SafetensorsEntry, float[]> readValues)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = File.OpenRead(path);
            var entries = ReadHeader(file, metadata);
            return [.. entries.Select(entry => new StoredTensor(entry.Name, entry.Shape, readValues(file, entry), entry.Type == ElementType.I64))];
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}': no safetensors file: expected a header in JSON, which ends being JSON at its byte {exception.BytePositionInLine}, line {exception.LineNumber}.", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"'{path}': truncated while it was read.", exception);
        }
    }

    /// <summary>Writes a file: beside the target first, as <c>path.tmp</c>, and renamed when it is complete, so that a failure leaves the old one. Two writes of one file at once are refused.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">Names are to differ; integers are written as <c>I64</c>, all else as <c>F32</c>.</param>
    /// <param name="metadata">Texts beside the tensors, by their names (<c>__metadata__</c>).</param>
    /// <exception cref="ArgumentException">Two tensors of one name, or one whose shape holds another number of values.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<StoredTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        // Eight-byte values first, so that every value is aligned to its size.
        StoredTensor[] ordered = [.. tensors.OrderByDescending(tensor => tensor.IsInteger)];
        Check(ordered);
        AtomicFile.Write(path, file =>
        {
            WriteHeader(file, ordered, metadata);
            foreach (var tensor in ordered)
                WriteValues(file, tensor);
        });
    }

    private static void Check(StoredTensor[] tensors)
    {
        var names = new HashSet<string>();
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"Two tensors are called '{tensor.Name}'.", nameof(tensors));
            var expected = tensor.Shape.Aggregate(1L, (product, size) => product * size);
            if (tensor.Values.Length != expected)
                throw new ArgumentException($"Expected {expected} values for {tensor}, got {tensor.Values.Length}.", nameof(tensors));
        }
    }

    private static List<SafetensorsEntry> ReadHeader(FileStream file, Dictionary<string, string> metadata)
    {
        if (file.Length < sizeof(long))
            throw new InvalidDataException($"no safetensors file: {file.Length} bytes, and the length of the header alone takes 8.");
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > MaximumHeader || length > file.Length - sizeof(long))
            throw new InvalidDataException($"truncated, or no safetensors file: a header of {length} bytes in a file of {file.Length}.");
        var header = new byte[length];
        file.ReadExactly(header);
        var entries = SafetensorsEntry.Parse(header, metadata);
        var expected = file.Position + (entries.Count == 0 ? 0 : entries[^1].End);
        return file.Length == expected ? entries : throw new InvalidDataException($"truncated or damaged: the header speaks of {expected} bytes, the file has {file.Length}.");
    }

    private static float[] ReadValues(FileStream file, SafetensorsEntry entry)
    {
        var size = entry.Type.Size;
        var values = new float[(entry.End - entry.Begin) / size];
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        for (var done = 0; done < values.Length;)
        {
            var count = Math.Min(values.Length - done, buffer.Length / size);
            file.ReadExactly(buffer, 0, count * size);
            for (var i = 0; i < count; i++)
                values[done + i] = entry.Type.Read(buffer.AsSpan(i * size));
            done += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return values;
    }

    private static void WriteHeader(FileStream file, StoredTensor[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (name, text) in metadata)
                    json.WriteString(name, text);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var tensor in tensors)
            {
                var type = TypeOf(tensor);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", type.Name);
                WriteArray(json, "shape", tensor.Shape.Select(size => (long)size));
                WriteArray(json, "data_offsets", [offset, offset += (long)tensor.Values.Length * type.Size]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Blanks up to a multiple of eight, so that the values are aligned.
        var padding = -header.WrittenCount & 7;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.WrittenCount);
        file.Write(prefix);
        file.Write(header.WrittenSpan);
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void WriteValues(FileStream file, StoredTensor tensor)
    {
        if (!tensor.IsInteger && BitConverter.IsLittleEndian)
        {
            file.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (var value in tensor.Values)
        {
            if (tensor.IsInteger)
                BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value);
            else
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            file.Write(bytes[..TypeOf(tensor).Size]);
        }
    }

    private static ElementType TypeOf(StoredTensor tensor) => tensor.IsInteger ? ElementType.I64 : ElementType.F32;
}

using System.Text.Json;

namespace ModelGen;

/// <summary>A tensor as a safetensors header describes it; offsets in bytes from the end of the header.</summary>
internal sealed record SafetensorsEntry(string Name, ElementType Type, int[] Shape, long Begin, long End)
{
    /// <summary>Reads a header. The entries come in the order of their values, which follow each other without gap or overlap.</summary>
    /// <param name="header">The header.</param>
    /// <param name="metadata">Gets the texts that the file has beside its tensors.</param>
    /// <exception cref="InvalidDataException">Anything else.</exception>
    /// <exception cref="JsonException">No JSON.</exception>
    public static List<SafetensorsEntry> Parse(ReadOnlySpan<byte> header, Dictionary<string, string> metadata)
    {
        var json = new Utf8JsonReader(header);
        Expect(ref json, JsonTokenType.StartObject, "the header");
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>();
        while (Next(ref json) == JsonTokenType.PropertyName)
        {
            var name = Text(ref json);
            if (!names.Add(name))
                throw new InvalidDataException($"the tensor '{name}' occurs twice.");
            if (name == "__metadata__")
                ParseMetadata(ref json, metadata);
            else
                entries.Add(ParseEntry(ref json, name));
        }

        entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
                throw new InvalidDataException($"the tensor '{entry.Name}' begins at byte {entry.Begin} of the values; expected {end}, where the one before it ends.");
            end = entry.End;
        }

        return entries;
    }

    private static void ParseMetadata(ref Utf8JsonReader json, Dictionary<string, string> metadata)
    {
        Expect(ref json, JsonTokenType.StartObject, "the metadata");
        while (Next(ref json) == JsonTokenType.PropertyName)
        {
            var name = Text(ref json);
            Expect(ref json, JsonTokenType.String, $"the metadata's '{name}'");
            metadata[name] = Text(ref json);
        }
    }

    private static SafetensorsEntry ParseEntry(ref Utf8JsonReader json, string name)
    {
        Expect(ref json, JsonTokenType.StartObject, $"the tensor '{name}'");
        string? type = null;
        List<long>? shape = null, offsets = null;
        while (Next(ref json) == JsonTokenType.PropertyName)
        {
            switch (Text(ref json))
            {
                case "dtype":
                    Expect(ref json, JsonTokenType.String, $"the type of '{name}'");
                    type = Text(ref json);
                    break;
                case "shape":
                    shape = ParseNumbers(ref json, $"the shape of '{name}'");
                    break;
                case "data_offsets":
                    offsets = ParseNumbers(ref json, $"the offsets of '{name}'");
                    break;
                default:
                    Skip(ref json);
                    break;
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw new InvalidDataException($"the tensor '{name}' lacks its type, shape or two offsets.");
        var element = ElementType.Find(type) ?? throw new InvalidDataException($"the tensor '{name}' holds {type}; expected one of {ElementType.Names}.");
        var bytes = BytesOf(shape, element);
        if (bytes != (Int128)end - begin)
            throw new InvalidDataException($"the tensor '{name}' of shape [{string.Join(", ", shape)}] and type {type} has offsets {begin} and {end}; expected {bytes} bytes between them.");
        return new SafetensorsEntry(name, element, [.. shape.Select(size => checked((int)size))], begin, end);
    }

    /// <summary>Bytes of a tensor; past what an array can hold −1, which is no distance between offsets.</summary>
    private static long BytesOf(List<long> shape, ElementType type)
    {
        Int128 count = 1;
        foreach (var size in shape)
        {
            count *= size;
            if (size > int.MaxValue || count > Array.MaxLength)
                return -1;
        }

        return (long)count * type.Size;
    }

    private static List<long> ParseNumbers(ref Utf8JsonReader json, string what)
    {
        Expect(ref json, JsonTokenType.StartArray, what);
        var numbers = new List<long>();
        while (Next(ref json) == JsonTokenType.Number)
        {
            if (!json.TryGetInt64(out var number) || number < 0)
                throw new InvalidDataException($"{what} holds a number that is no size.");
            numbers.Add(number);
        }

        return json.TokenType == JsonTokenType.EndArray ? numbers : throw new InvalidDataException($"{what} holds something other than numbers.");
    }

    private static JsonTokenType Next(ref Utf8JsonReader json) => json.Read() ? json.TokenType : throw new InvalidDataException("the header ends early.");

    private static string Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException("a string in the header is no UTF-8.", exception);
        }
    }

    private static void Skip(ref Utf8JsonReader json)
    {
        Next(ref json);
        json.Skip();
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType expected, string what)
    {
        if (Next(ref json) != expected)
            throw new InvalidDataException($"no safetensors file: {what} is a JSON {json.TokenType}, expected {expected}.");
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelGen.Text;

/// <summary>Texts in JSON beside the tensors of a safetensors file.</summary>
internal static class FileTexts
{
    /// <summary>An object with such members.</summary>
    public static string Json(Action<Utf8JsonWriter> writeMembers)
    {
        using var stream = new MemoryStream();
        // The header's writer escapes once more: only what JSON asks for here.
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Puts a text into a file, which is made where there is none; all else in it stays.</summary>
    public static void Write(string path, string name, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var isThere = File.Exists(path);
        var texts = isThere ? new Dictionary<string, string>(Safetensors.ReadMetadata(path)) : [];
        texts[name] = text;
        Safetensors.Write(path, isThere ? Safetensors.Read(path) : [], texts);
    }

    /// <summary>Makes something of a text of a file.</summary>
    /// <exception cref="InvalidDataException">No such text, or one that nothing can be made of.</exception>
    public static T Read<T>(string path, string name, Func<JsonElement, T> read)
    {
        if (!Safetensors.ReadMetadata(path).TryGetValue(name, out var text))
            throw new InvalidDataException($"'{path}' holds no text '{name}'.");
        try
        {
            using var document = JsonDocument.Parse(text);
            return read(document.RootElement);
        }
        // What the elements throw that are of another kind, missing, out of range, or not what the vocabulary takes.
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}': the text '{name}' is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>A string, and not null.</summary>
    public static string Text(JsonElement element) => element.GetString() ?? throw new JsonException("null for a text");
}

using System.Text.Json;

namespace ModelGen.Text;

/// <content>Saving beside a model's weights, and loading.</content>
public sealed partial class Vocabulary
{
    /// <summary>
    /// Writes it to a safetensors file, as the text <c>vocabulary:</c> and its name; what else the file holds, such as a model's weights, stays in it. The
    /// model's own <c>Save</c>, which comes first, writes a new file; its <c>Load</c> takes no notice of texts.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Tells vocabularies of one file apart, as <c>source</c> and <c>target</c>.</param>
    /// <exception cref="InvalidDataException">The file is there, but no safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, string name = "words")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        FileTexts.Write(path, KeyOf(name), FileTexts.Json(json =>
        {
            json.WriteStartArray("entries");
            foreach (var entry in entries)
                json.WriteStringValue(entry);
            json.WriteEndArray();
            json.WriteStartArray("counts");
            foreach (var count in counts)
                json.WriteNumberValue(count);
            json.WriteEndArray();
            Write("padding", PaddingIndex);
            Write("unknown", UnknownIndex);
            Write("begin", BeginIndex);
            Write("end", EndIndex);

            void Write(string marker, int? index)
            {
                if (index is { } there)
                    json.WriteString(marker, entries[there]);
            }
        }));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The vocabulary's name.</param>
    /// <exception cref="InvalidDataException">A damaged file, or one without such a vocabulary.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Vocabulary Load(string path, string name = "words")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return FileTexts.Read(path, KeyOf(name), json =>
        {
            string[] entries = [.. json.GetProperty("entries").EnumerateArray().Select(FileTexts.Text)];
            long[] counts = [.. json.GetProperty("counts").EnumerateArray().Select(count => count.GetInt64())];
            var markers = new VocabularyOptions { Padding = Marker("padding"), Unknown = Marker("unknown"), Begin = Marker("begin"), End = Marker("end") };
            return counts.Length == entries.Length && markers.Markers.All(entries.Contains)
                ? new Vocabulary(entries, counts, markers, nameof(path))
                : throw new JsonException(
                    $"{entries.Length} entries, {counts.Length} counts, and the markers {string.Join(", ", markers.Markers)} do not belong together");

            string? Marker(string marker) => json.TryGetProperty(marker, out var entry) ? FileTexts.Text(entry) : null;
        });
    }

    private static string KeyOf(string name) => $"vocabulary:{name}";
}

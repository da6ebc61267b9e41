using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModelGen.Parity;

/// <summary>Reads a golden file. It is not the product's reader, so that a mistake there cannot hide itself.</summary>
internal static class SafetensorsReader
{
    /// <summary>Every tensor's values by name, integers converted.</summary>
    public static IReadOnlyDictionary<string, float[]> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headerLength = checked((int)BitConverter.ToUInt64(bytes));
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        return header.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry =>
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            var values = bytes.AsSpan((8 + headerLength + offsets[0].GetInt32())..(8 + headerLength + offsets[1].GetInt32()));
            return entry.Value.GetProperty("dtype").GetString() == "I64"
                ? Array.ConvertAll(MemoryMarshal.Cast<byte, long>(values).ToArray(), value => (float)value)
                : MemoryMarshal.Cast<byte, float>(values).ToArray();
        });
    }
}

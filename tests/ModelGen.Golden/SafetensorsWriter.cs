using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace ModelGen.Golden;

/// <summary>Writes tensors in the safetensors format: the header's length (8 bytes), a JSON header, the values, integers as 64 bits and reals as float32.</summary>
internal static class SafetensorsWriter
{
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var header = new Dictionary<string, object>();
        using var values = new MemoryStream();
        foreach (var (name, tensor) in tensors)
        {
            var begin = values.Length;
            values.Write(Bytes(tensor));
            header[name] = new { dtype = TypeName(tensor), shape = tensor.shape, data_offsets = new[] { begin, values.Length } };
        }

        // The format wants the values aligned to 8 bytes: the header is padded with spaces.
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + 7) / 8 * 8;
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((ulong)padded));
        file.Write(json);
        file.Write(Enumerable.Repeat((byte)' ', padded - json.Length).ToArray());
        values.WriteTo(file);
    }

    private static string TypeName(Tensor tensor) => tensor.is_integral() ? "I64" : "F32";

    private static byte[] Bytes(Tensor tensor) => tensor.is_integral()
        ? MemoryMarshal.AsBytes(tensor.to(ScalarType.Int64).contiguous().data<long>().ToArray().AsSpan()).ToArray()
        : MemoryMarshal.AsBytes(tensor.to(ScalarType.Float32).contiguous().data<float>().ToArray().AsSpan()).ToArray();
}

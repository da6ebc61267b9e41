using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;

namespace ModelGen.Reports.TensorBoard;

/// <summary>
/// A file of records as TensorFlow's <c>record_writer.cc</c> writes them: length (8 bytes, little-endian), its masked CRC-32C, the event, its masked CRC-32C.
/// A record reaches the file in one write, so that a reader finds whole records and at most one that is cut off.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int LengthBytes = sizeof(ulong), ChecksumBytes = sizeof(uint);

    private static int filesOfProcess;

    private readonly FileStream stream;
    private readonly TimeProvider time;

    /// <summary>Creates a file in a folder, which is created as well.</summary>
    /// <exception cref="IOException">The folder or the file cannot be created.</exception>
    public EventFile(string folder, TimeProvider time)
    {
        this.time = time;
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString("D10", CultureInfo.InvariantCulture);
        // TensorBoard reads the newest file of a folder by name, and knows one by its "tfevents".
        var name = $"events.out.tfevents.{seconds}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref filesOfProcess)}";
        Directory.CreateDirectory(folder);
        stream = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Append(new Event { FileVersion = "brain.Event:2" });
    }

    /// <summary>Where it is.</summary>
    public string FilePath => stream.Name;

    /// <summary>Appends a value of a step.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void Append(long step, Summary.Types.Value value) => Append(new Event { Step = step, Summary = new Summary { Value = { value } } });

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>The checksum of some bytes, masked so that the checksum of data that holds checksums stays a good one.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
            checksum = BitOperations.Crc32C(checksum, value);
        return BitOperations.RotateRight(~checksum, 15) + 0xa282ead8;
    }

    private void Append(Event record)
    {
        record.WallTime = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var length = record.CalculateSize();
        var bytes = new byte[LengthBytes + ChecksumBytes + length + ChecksumBytes].AsSpan();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[LengthBytes..], MaskedChecksum(bytes[..LengthBytes]));
        var content = bytes.Slice(LengthBytes + ChecksumBytes, length);
        record.WriteTo(content);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[^ChecksumBytes..], MaskedChecksum(content));
        stream.Write(bytes);
    }
}

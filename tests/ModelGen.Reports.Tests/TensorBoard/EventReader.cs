using System.Buffers.Binary;
using Google.Protobuf;
using Tensorboard;
using Xunit;

namespace ModelGen.Reports.Tests.TensorBoard;

/// <summary>Reads event files by the format's description, with TensorBoard's own messages and a checksum computed bit by bit.</summary>
internal static class EventReader
{
    /// <summary>The events of a file, each record's checksums compared.</summary>
    public static List<Event> Read(string path)
    {
        // As TensorBoard does: while it is written.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var events = new List<Event>();
        for (var rest = bytes.AsSpan(); !rest.IsEmpty;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            var content = rest.Slice(12, length);
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            Assert.Equal(Masked(content), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            var record = new Event();
            // Those messages are older than Google.Protobuf's parsers of spans.
            record.MergeFrom(new CodedInputStream(content.ToArray()));
            events.Add(record);
            rest = rest[(16 + length)..];
        }

        return events;
    }

    /// <summary>Castagnoli's checksum (RFC 3720, appendix B.4), bit by bit.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var remainder = uint.MaxValue;
        foreach (var value in bytes)
        {
            remainder ^= value;
            for (var bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) == 0 ? remainder >> 1 : remainder >> 1 ^ 0x82f63b78;
        }

        return ~remainder;
    }

    // record_writer.h: kMaskDelta, and a rotation by 15.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var checksum = Checksum(bytes);
        return (checksum >> 15 | checksum << 17) + 0xa282ead8;
    }
}

using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace ModelGen.Data;

/// <summary>The rows of a Parquet file, a row group at a time; of each only the fields that are asked for are read.</summary>
internal sealed class ParquetRowReader : RowReader
{
    private readonly string path;
    private readonly ParquetReader file;
    private readonly DataField[] fields;

    /// <summary>The fields of the row group, as far as they were asked for.</summary>
    private readonly Array?[] values;

    private ParquetRowGroupReader? group;
    private int groups, row;
    private long rows;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TableFormatException">It is no Parquet file.</exception>
    public ParquetRowReader(string path)
        : base(path)
    {
        this.path = path;
        file = Open();
        // Nested fields have names of their own only within others.
        fields = [.. file.Schema.Fields.OfType<DataField>().Where(field => !field.IsArray)];
        values = new Array?[fields.Length];
        Names = Array.ConvertAll(fields, field => field.Name);
    }

    public override IReadOnlyList<string> Names { get; }

    protected override string Place => $"row {rows}";

    public override bool MoveNext()
    {
        while (group is null || ++row == group.RowCount)
        {
            if (groups == file.RowGroupCount)
                return false;
            group?.Dispose();
            group = file.OpenRowGroupReader(groups++);
            row = -1;
            Array.Clear(values);
        }

        rows++;
        return true;
    }

    public override bool IsEmpty(int field) => Value(field) is null;

    public override double? Number(int field) => Value(field) switch
    {
        null or string => null,
        bool value => value ? 1 : 0,
        IConvertible value => value.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    public override string Text(int field) => Convert.ToString(Value(field), CultureInfo.InvariantCulture) ?? "";

    public override void Dispose()
    {
        group?.Dispose();
        file.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static bool IsText(DataField field) => field.ClrType == typeof(ReadOnlyMemory<char>) || field.ClrType == typeof(string);

    private ParquetReader Open()
    {
        var stream = File.OpenRead(path);
        try
        {
            return ParquetReader.CreateAsync(stream, leaveStreamOpen: false).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            stream.Dispose();
            throw Unexpected(column: null, "a Parquet file", $"'{exception.Message}'");
        }
    }

    private object? Value(int field) => (values[field] ??= Read(group!, fields[field])).GetValue(row);

    /// <summary>A field's values in a row group.</summary>
    private Array Read(ParquetRowGroupReader group, DataField field)
    {
        try
        {
            return IsText(field) ? ReadTexts(group, field) : Type.GetTypeCode(field.ClrType) switch
            {
                TypeCode.Boolean => Read<bool>(group, field),
                TypeCode.SByte => Read<sbyte>(group, field),
                TypeCode.Byte => Read<byte>(group, field),
                TypeCode.Int16 => Read<short>(group, field),
                TypeCode.UInt16 => Read<ushort>(group, field),
                TypeCode.Int32 => Read<int>(group, field),
                TypeCode.UInt32 => Read<uint>(group, field),
                TypeCode.Int64 => Read<long>(group, field),
                TypeCode.UInt64 => Read<ulong>(group, field),
                TypeCode.Single => Read<float>(group, field),
                TypeCode.Double => Read<double>(group, field),
                TypeCode.Decimal => Read<decimal>(group, field),
                _ => throw Unexpected(field.Name, "numbers, truth values or texts", field.ClrType.Name),
            };
        }
        catch (Exception exception) when (exception is not TableFormatException)
        {
            throw Unexpected(field.Name, "values that can be read", $"'{exception.Message}'");
        }
    }

    private static Array Read<T>(ParquetRowGroupReader group, DataField field) where T : struct
    {
        if (field.IsNullable)
        {
            var nullable = new T?[group.RowCount];
            group.ReadAsync<T>(field, nullable).AsTask().GetAwaiter().GetResult();
            return nullable;
        }

        var values = new T[group.RowCount];
        group.ReadAsync<T>(field, values).AsTask().GetAwaiter().GetResult();
        return values;
    }

    private static string?[] ReadTexts(ParquetRowGroupReader group, DataField field)
    {
        var texts = new string?[group.RowCount];
        group.ReadAsync(field, texts).AsTask().GetAwaiter().GetResult();
        return texts;
    }
}

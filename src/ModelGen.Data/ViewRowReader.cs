using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelGen.Data;

/// <summary>The rows of an <see cref="IDataView"/>.</summary>
internal sealed class ViewRowReader : RowReader
{
    private readonly DataViewSchema.Column[] columns;
    private readonly DataViewRowCursor cursor;

    /// <summary>What reads a column's value, boxed; made when it is first asked for.</summary>
    private readonly Func<object?>?[] getters;

    public ViewRowReader(IDataView view)
        : base(nameof(IDataView))
    {
        // A hidden column is one whose name a later one has taken.
        columns = [.. view.Schema.Where(column => !column.IsHidden)];
        cursor = view.GetRowCursor(columns);
        getters = new Func<object?>?[columns.Length];
        Names = Array.ConvertAll(columns, column => column.Name);
    }

    public override IReadOnlyList<string> Names { get; }

    protected override string Place => $"row {cursor.Position + 1}";

    public override bool MoveNext() => cursor.MoveNext();

    public override bool IsEmpty(int field) => Value(field) is null;

    public override double? Number(int field) => Value(field) switch
    {
        null or string or float[] => null,
        bool value => value ? 1 : 0,
        var value => ((IConvertible)value).ToDouble(CultureInfo.InvariantCulture),
    };

    public override string Text(int field) => Convert.ToString(Value(field), CultureInfo.InvariantCulture) ?? "";

    public override ReadOnlySpan<float> Vector(int field) => Value(field) as float[];

    public override void Dispose() => cursor.Dispose();

    private object? Value(int field) => (getters[field] ??= GetterOf(columns[field]))();

    private Func<object?> GetterOf(DataViewSchema.Column column) => column.Type switch
    {
        // Keys count from 1, and 0 is a missing one.
        KeyDataViewType => Of<uint>(column, key => key == 0 ? null : key - 1),
        TextDataViewType => Of<ReadOnlyMemory<char>>(column, text => text.IsEmpty ? null : text.ToString()),
        BooleanDataViewType => Of<bool>(column, value => value),
        VectorDataViewType { ItemType: NumberDataViewType { RawType: var item } } when item == typeof(float) =>
            Of<VBuffer<float>>(column, vector => vector.DenseValues().ToArray()),
        NumberDataViewType { RawType: var type } => OfNumber(column, Type.GetTypeCode(type)),
        _ => throw Unexpected(column.Name, "numbers, truth values, texts, keys or vectors of floats", $"{column.Type}"),
    };

    private Func<object?> OfNumber(DataViewSchema.Column column, TypeCode type) => type switch
    {
        TypeCode.Single => Of<float>(column, value => float.IsNaN(value) ? null : value),
        TypeCode.Double => Of<double>(column, value => double.IsNaN(value) ? null : value),
        TypeCode.SByte => Of<sbyte>(column, value => value),
        TypeCode.Byte => Of<byte>(column, value => value),
        TypeCode.Int16 => Of<short>(column, value => value),
        TypeCode.UInt16 => Of<ushort>(column, value => value),
        TypeCode.Int32 => Of<int>(column, value => value),
        TypeCode.UInt32 => Of<uint>(column, value => value),
        TypeCode.Int64 => Of<long>(column, value => value),
        _ => Of<ulong>(column, value => value),
    };

    private Func<object?> Of<T>(DataViewSchema.Column column, Func<T, object?> boxed)
    {
        var getter = cursor.GetGetter<T>(column);
        return () =>
        {
            var value = default(T)!;
            getter(ref value);
            return boxed(value);
        };
    }
}

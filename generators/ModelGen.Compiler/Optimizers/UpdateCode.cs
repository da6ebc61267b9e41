using System.Globalization;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Optimizers;

/// <summary>The arithmetic of one update as text: over vectors, or over single floats with the same bits. In it <c>i</c> is the running parameter.</summary>
public sealed class UpdateCode
{
    private readonly CodeWriter writer;
    private readonly VectorWidth? vector;
    private readonly bool clipsValue, decays, isOfRows;

    internal UpdateCode(CodeWriter writer, VectorWidth? vector, bool clipsValue, bool decays, bool isOfRows)
    {
        this.isOfRows = isOfRows;
        this.writer = writer;
        this.vector = vector;
        this.clipsValue = clipsValue;
        this.decays = decays;
    }

    /// <summary>Declares <c>parameter</c>, decayed where weights decay by themselves, and <c>gradient</c>, scaled by what clipping by norm says, then clamped.</summary>
    public void Load()
    {
        var parameter = LoadFrom("range.Parameters", slot: 0);
        Declare("parameter", decays ? $"{parameter} * {Scalar("keptShare")}" : parameter);
        var loaded = isOfRows ? LoadAt("gradients", "i - first") : LoadFrom("range.Gradients", slot: 0);
        var gradient = $"{loaded} * {Scalar("range.GradientScale")}";
        Declare("gradient", clipsValue ? $"VectorMath.Max(VectorMath.Min({gradient}, {Scalar("clip")}), {Scalar("-clip")})" : gradient);
    }

    /// <summary>Stores the parameter's new value.</summary>
    public void StoreParameter(string value) => StoreTo(value, "range.Parameters", slot: 0);

    /// <summary>What is kept for the parameter.</summary>
    public string LoadSlot(int slot) => LoadFrom("range.Slots", slot);

    /// <summary>Keeps a value for the parameter.</summary>
    public void StoreSlot(int slot, string value) => StoreTo(value, "range.Slots", slot);

    /// <summary>Declares a local.</summary>
    public void Declare(string name, string expression) => writer.Write($"var {name} = {expression};");

    /// <summary>Assigns to a local.</summary>
    public void Assign(string name, string expression) => writer.Write($"{name} = {expression};");

    /// <summary>A scalar local of the method, or a literal.</summary>
    public string Scalar(string expression) => vector?.Broadcast(expression) ?? expression;

    /// <summary>a·b + c, rounded once.</summary>
    public string MultiplyAdd(string a, string b, string c) => vector?.MultiplyAdd(a, b, c) ?? $"MathF.FusedMultiplyAdd({a}, {b}, {c})";

    /// <summary>−1, 0 or 1.</summary>
    public string Sign(string a) => vector is null
        ? $"({a} > 0f ? 1f : {a} < 0f ? -1f : 0f)"
        : $"(({vector.Compare("GreaterThan", a, vector.Zero)} & {vector.Broadcast("1f")}) | ({vector.Compare("LessThan", a, vector.Zero)} & {vector.Broadcast("-1f")}))";

    /// <summary>a, but 0 where it is subnormal. What decays without a gradient would stay a subnormal number for ever, and these are several times slower to compute with.</summary>
    public static string Flushed(string a) => $"VectorMath.FlushSubnormal({a})";

    /// <summary>√a.</summary>
    public string SquareRoot(string a) => vector is null ? $"MathF.Sqrt({a})" : $"{vector.Class}.Sqrt({a})";

    private string LoadFrom(string reference, int slot) => LoadAt(reference, Index(slot));

    private string LoadAt(string reference, string index) => vector?.Load(reference, index) ?? $"Unsafe.Add(ref {reference}, {index})";

    private void StoreTo(string value, string reference, int slot) =>
        writer.Write(vector is null ? $"Unsafe.Add(ref {reference}, {Index(slot)}) = {value};" : $"{vector.Store(value, reference, Index(slot))};");

    private static string Index(int slot) => slot switch
    {
        0 => "i",
        1 => "range.SlotStride + i",
        _ => string.Format(CultureInfo.InvariantCulture, "{0} * range.SlotStride + i", slot),
    };
}

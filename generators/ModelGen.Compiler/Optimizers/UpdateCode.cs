using System.Globalization;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Optimizers;

/// <summary>The arithmetic of one update as text: over vectors, or over single floats with the same bits. In it <c>i</c> is the running parameter.</summary>
public sealed class UpdateCode
{
    private readonly CodeWriter writer;
    private readonly VectorWidth? vector;

    private UpdateCode(CodeWriter writer, VectorWidth? vector)
    {
        this.writer = writer;
        this.vector = vector;
    }

    /// <summary>Writes a loop over whole vectors of a range and one over the parameters that are left.</summary>
    public static void ForRange(CodeWriter writer, VectorWidth vector, Action<UpdateCode> body)
    {
        writer.Write("var i = range.From;");
        using (writer.Block($"for (; i <= range.To - {vector.Count}; i += {vector.Count})"))
        {
            body(new UpdateCode(writer, vector));
        }

        using (writer.Block("for (; i < range.To; i++)"))
        {
            body(new UpdateCode(writer, vector: null));
        }
    }

    /// <summary>The gradient as the optimizer gets it: scaled by what clipping by norm says, then clamped.</summary>
    public void LoadGradient(float? clipValue)
    {
        var gradient = $"{Load("range.Gradients", slot: 0)} * {Scalar("range.GradientScale")}";
        Declare("gradient", clipValue is { } clip ? $"VectorMath.Max(VectorMath.Min({gradient}, {Constant(clip)}), {Constant(-clip)})" : gradient);
    }

    /// <summary>The parameter's value, as <c>parameter</c>.</summary>
    public void LoadParameter() => Declare("parameter", Load("range.Parameters", slot: 0));

    /// <summary>Stores the parameter's new value.</summary>
    public void StoreParameter(string value) => Store(value, "range.Parameters", slot: 0);

    /// <summary>What is kept for the parameter.</summary>
    public string LoadSlot(int slot) => Load("range.Slots", slot);

    /// <summary>Keeps a value for the parameter.</summary>
    public void StoreSlot(int slot, string value) => Store(value, "range.Slots", slot);

    /// <summary>Declares a local.</summary>
    public void Declare(string name, string expression) => writer.Write($"var {name} = {expression};");

    /// <summary>Assigns to a local.</summary>
    public void Assign(string name, string expression) => writer.Write($"{name} = {expression};");

    /// <summary>A literal.</summary>
    public string Constant(double value) => vector?.Constant(value) ?? Literals.Float(value);

    /// <summary>A scalar local of the method.</summary>
    public string Scalar(string expression) => vector?.Broadcast(expression) ?? expression;

    /// <summary>a·b + c, rounded once.</summary>
    public string MultiplyAdd(string a, string b, string c) => vector?.MultiplyAdd(a, b, c) ?? $"MathF.FusedMultiplyAdd({a}, {b}, {c})";

    /// <summary>a, but 0 where it is subnormal. What decays without a gradient would stay a subnormal number for ever, and these are several times slower to compute with.</summary>
    public static string Flushed(string a) => $"VectorMath.FlushSubnormal({a})";

    /// <summary>√a.</summary>
    public string SquareRoot(string a) => vector is null ? $"MathF.Sqrt({a})" : $"{vector.Class}.Sqrt({a})";

    private string Load(string reference, int slot) => vector?.Load(reference, Index(slot)) ?? $"Unsafe.Add(ref {reference}, {Index(slot)})";

    private void Store(string value, string reference, int slot) =>
        writer.Write(vector is null ? $"Unsafe.Add(ref {reference}, {Index(slot)}) = {value};" : $"{vector.Store(value, reference, Index(slot))};");

    private static string Index(int slot) => slot switch
    {
        0 => "i",
        1 => "range.SlotStride + i",
        _ => string.Format(CultureInfo.InvariantCulture, "{0} * range.SlotStride + i", slot),
    };
}

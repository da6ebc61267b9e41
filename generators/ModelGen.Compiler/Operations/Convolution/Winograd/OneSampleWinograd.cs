using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>What blocks compute by Winograd's way, for one sample the direct way, which has its vectors full.</summary>
/// <param name="Winograd">The operation for blocks.</param>
/// <param name="Direct">The operation for one sample, of operands of its own.</param>
/// <param name="Operands">For each of these where it stands among the operands here.</param>
/// <param name="BypassedOperand">What only blocks need: the transformed weight; the weight itself follows the other operands.</param>
public sealed record OneSampleWinograd(Operation Winograd, OneSampleOperation Direct, EquatableArray<int> Operands, int? BypassedOperand) : OneSampleOperation(Winograd)
{
    /// <summary>As the direct operation calls them, those that it reads.</summary>
    public override IReadOnlyList<string> InputNames =>
        [.. Enumerable.Range(0, Winograd.InputNames.Count + (BypassedOperand is null ? 0 : 1)).Select(i => ReadAs(i) is { } own ? Direct.InputNames[own] : Winograd.InputNames[i])];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Direct.OutputNames;

    /// <inheritdoc/>
    public override bool HasBitsOfBlocks => false;

    /// <inheritdoc/>
    public override int? Bypassed => BypassedOperand;

    /// <inheritdoc/>
    public override bool KernelReads(int input) => ReadAs(input) is not null;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Winograd.Infer([.. inputs.Take(Winograd.InputNames.Count)]);

    /// <inheritdoc/>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Direct.Workspace([.. Operands.Select(operand => inputs[operand])], outputs);

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Direct.Comment([.. Operands.Select(operand => inputs[operand])], outputs);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => Direct.Emit(kernel.WithOperands(Operands));

    private int? ReadAs(int input) => Enumerable.Range(0, Operands.Count).Where(own => Operands[own] == input && Direct.KernelReads(own)).Select(own => (int?)own).FirstOrDefault();
}

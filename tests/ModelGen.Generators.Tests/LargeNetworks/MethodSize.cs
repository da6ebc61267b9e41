using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace ModelGen.Generators.Tests.LargeNetworks;

/// <summary>A compiled method, measured as the JIT measures it before it decides whether to optimize.</summary>
/// <param name="Name">The method.</param>
/// <param name="Code">Bytes of IL.</param>
/// <param name="Instructions">Instructions of IL.</param>
/// <param name="Blocks">Basic blocks: the first instruction, what a branch leads to, and what follows a branch each begin one.</param>
/// <param name="Locals">Local variables.</param>
internal sealed record MethodSize(string Name, int Code, int Instructions, int Blocks, int Locals)
{
    private static readonly Dictionary<int, OpCode> OpCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>Measures a method.</summary>
    public static MethodSize Of(MetadataReader metadata, string name, MethodBodyBlock body)
    {
        var code = body.GetILReader();
        var (instructions, leaders) = (0, new HashSet<int> { 0 });
        while (code.RemainingBytes > 0)
        {
            instructions++;
            int value = code.ReadByte();
            var operation = OpCodes[value == 0xFE ? 0xFE00 | code.ReadByte() : value];
            AddLeaders(ref code, operation, leaders);
        }

        // What follows the last instruction is no block.
        _ = leaders.Remove(code.Length);
        return new MethodSize(name, code.Length, instructions, leaders.Count, LocalsOf(metadata, body));
    }

    private static void AddLeaders(ref BlobReader code, OpCode operation, HashSet<int> leaders)
    {
        switch (operation.OperandType)
        {
            case OperandType.InlineBrTarget:
                Add(code.ReadInt32(), ref code);
                break;
            case OperandType.ShortInlineBrTarget:
                Add(code.ReadSByte(), ref code);
                break;
            case OperandType.InlineSwitch:
                var targets = Enumerable.Range(0, code.ReadInt32()).ToArray();
                for (var i = 0; i < targets.Length; i++)
                {
                    targets[i] = code.ReadInt32();
                }

                foreach (var target in targets)
                {
                    Add(target, ref code);
                }

                break;
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineVar or OperandType.ShortInlineI:
                code.Offset++;
                break;
            case OperandType.InlineVar:
                code.Offset += 2;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                code.Offset += 8;
                break;
            default:
                code.Offset += 4;
                break;
        }

        if (operation.FlowControl is FlowControl.Return or FlowControl.Throw)
        {
            _ = leaders.Add(code.Offset);
        }

        void Add(int distance, ref BlobReader code)
        {
            _ = leaders.Add(code.Offset);
            _ = leaders.Add(code.Offset + distance);
        }
    }

    private static int LocalsOf(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        var signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        _ = signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }
}

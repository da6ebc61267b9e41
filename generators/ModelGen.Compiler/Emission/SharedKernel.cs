using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>
/// Kernels whose texts differ in sizes alone, as one generic method: its type argument is a structure that has the sizes as constants, so the JIT makes of it the code that it would make of literals.
/// </summary>
internal sealed class SharedKernel
{
    /// <summary>The method's type parameter.</summary>
    public const string TypeParameter = "TSizes";

    private readonly CodeWriter body;
    private readonly List<(string Name, Node Node, IReadOnlyDictionary<string, int> Sizes)> members = [];

    private SharedKernel(CodeWriter body) => this.body = body;

    /// <summary>The method's name.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>Finds the kernels that can share a text. What an operation writes is compared, not what it is, so no text can be shared wrongly.</summary>
    /// <param name="kernels">The kernels, each once, with names that no other method has.</param>
    /// <param name="vector">The vectors to write for.</param>
    /// <param name="indent">Levels that the methods are indented by.</param>
    /// <param name="reserve">Gives a method a name that no other has.</param>
    /// <returns>For each kernel that shares its text with another, the method.</returns>
    public static IReadOnlyDictionary<string, SharedKernel> Find(IReadOnlyList<(string Name, Node Node)> kernels, VectorWidth vector, int indent, Func<string, string> reserve)
    {
        var byText = new Dictionary<(string Parameters, string Body), SharedKernel>();
        foreach (var candidates in kernels.GroupBy(kernel => kernel.Node.Operation.Name).Where(group => group.Count() > 1))
        {
            foreach (var (name, node) in candidates)
            {
                var sizes = new SortedDictionary<string, int>(StringComparer.Ordinal);
                var body = Body(vector, node, indent, sizes);
                if (sizes.Count == 0)
                {
                    continue;
                }

                var text = (string.Join(", ", KernelMethod.Parameters(node)), body.ToString());
                if (!byText.TryGetValue(text, out var shared))
                {
                    byText.Add(text, shared = new SharedKernel(body));
                }

                shared.members.Add((name, node, sizes));
            }
        }

        var found = new Dictionary<string, SharedKernel>();
        foreach (var shared in byText.Values.Where(shared => shared.members.Count > 1))
        {
            shared.Name = reserve($"{shared.members[0].Node.Operation.Name}Kernel");
            foreach (var (name, _, _) in shared.members)
            {
                found.Add(name, shared);
            }
        }

        return found;
    }

    /// <summary>Writes a single kernel in the form that can be shared, and the structure <c>…Sizes</c> with its sizes; false where it has none.</summary>
    public static bool WriteAlone(CodeWriter writer, VectorWidth vector, Node node, string name)
    {
        var sizes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var shared = new SharedKernel(Body(vector, node, indent: 0, sizes)) { Name = name };
        if (sizes.Count > 0)
        {
            shared.members.Add(($"{name}Sizes", node, sizes));
            shared.Write(writer);
        }

        return sizes.Count > 0;
    }

    /// <summary>Writes the structures with the sizes, and the method.</summary>
    public void Write(CodeWriter writer)
    {
        var contract = $"I{Name}Sizes";
        WriteMembers($"internal interface {contract}", members[0].Sizes.Keys.Select(size => $"static abstract int {size} {{ get; }}"));
        foreach (var (name, node, sizes) in members)
        {
            writer.WriteLine();
            writer.Write($"// {KernelMethod.Comment(node)}");
            WriteMembers($"internal readonly struct {name} : {contract}", sizes.Select(size => $"public static int {size.Key} => {size.Value};"));
        }

        writer.WriteLine();
        writer.Write($"// {members[0].Node.Operation.Name} for {members.Count} shapes: the JIT compiles it for each, with the sizes as constants.");
        writer.Write(KernelMethod.Attribute);
        writer.WriteList($"internal static void {Name}<{TypeParameter}>", KernelMethod.Parameters(members[0].Node));
        writer.Write($"    where {TypeParameter} : struct, {contract}");
        writer.Append(body);

        void WriteMembers(string header, IEnumerable<string> lines)
        {
            using (writer.Block(header))
            {
                foreach (var line in lines)
                {
                    writer.Write(line);
                }
            }
        }
    }

    private static CodeWriter Body(VectorWidth vector, Node node, int indent, IDictionary<string, int> sizes)
    {
        var writer = new CodeWriter(indent);
        using (writer.Braces())
        {
            node.Operation.Emit(new KernelWriter(writer, vector, node, sizes));
        }

        return writer;
    }
}

namespace ModelGen;

/// <summary>A model's parameters and state as one file.</summary>
internal static class ModelFile
{
    public static void Save(string path, IEnumerable<NamedTensor> tensors) =>
        Safetensors.Write(path, tensors.Select(tensor => new StoredTensor(tensor.Name, tensor.Shape.ToArray(), tensor.Values.ToArray(), tensor.IsInteger)));

    /// <summary>Counts of batches: PyTorch's files from before version 0.4.1 lack them.</summary>
    private const string OptionalTensor = "num_batches_tracked";

    /// <summary>Overwrites the tensors with a file's, all or, where anything is wrong, none. A missing <c>num_batches_tracked</c> keeps its value.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or its other tensors are not exactly the model's.</exception>
    public static void Load(string path, IReadOnlyList<NamedTensor> tensors)
    {
        var stored = Safetensors.Read(path).ToDictionary(tensor => tensor.Name);
        foreach (var tensor in tensors)
        {
            if (!stored.TryGetValue(tensor.Name, out var found))
            {
                if (IsOptional(tensor))
                    continue;
                throw new InvalidDataException($"'{path}' lacks the tensor '{tensor.Name}': expected the shape {Text(tensor.Shape)}.");
            }

            if (!tensor.Shape.SequenceEqual(found.Shape))
                throw new InvalidDataException($"'{path}': the tensor '{tensor.Name}' has the shape {Text(found.Shape)}; expected {Text(tensor.Shape)}.");
        }

        var expected = tensors.Select(tensor => tensor.Name).ToHashSet();
        if (stored.Values.FirstOrDefault(tensor => !expected.Contains(tensor.Name) && !Normalization.IsItsOwn(tensor.Name)) is { } unexpected)
            throw new InvalidDataException($"'{path}' holds the tensor '{unexpected.Name}' of shape {Text(unexpected.Shape)}, which the model does not have.");

        foreach (var tensor in tensors)
        {
            if (stored.TryGetValue(tensor.Name, out var found))
                found.Values.CopyTo(tensor.Writable);
        }
    }

    private static bool IsOptional(NamedTensor tensor) => tensor.Name.Split('.')[^1] == OptionalTensor;

    private static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}

namespace ModelGen;

/// <summary>A model's parameters and state as one file.</summary>
internal static class ModelFile
{
    public static void Save(string path, IEnumerable<NamedTensor> tensors) =>
        Safetensors.Write(path, tensors.Select(tensor => new StoredTensor(tensor.Name, tensor.Shape.ToArray(), tensor.Values.ToArray(), tensor.IsInteger)));

    /// <summary>Overwrites the tensors with a file's, all or, where anything is wrong, none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or its tensors are not exactly the model's.</exception>
    public static void Load(string path, IReadOnlyList<NamedTensor> tensors)
    {
        var stored = Safetensors.Read(path).ToDictionary(tensor => tensor.Name);
        foreach (var tensor in tensors)
        {
            if (!stored.TryGetValue(tensor.Name, out var found))
                throw new InvalidDataException($"'{path}' lacks the tensor '{tensor.Name}': expected the shape {Text(tensor.Shape)}.");
            if (!tensor.Shape.SequenceEqual(found.Shape))
                throw new InvalidDataException($"'{path}': the tensor '{tensor.Name}' has the shape {Text(found.Shape)}; expected {Text(tensor.Shape)}.");
        }

        var expected = tensors.Select(tensor => tensor.Name).ToHashSet();
        if (stored.Values.FirstOrDefault(tensor => !expected.Contains(tensor.Name)) is { } unexpected)
            throw new InvalidDataException($"'{path}' holds the tensor '{unexpected.Name}' of shape {Text(unexpected.Shape)}, which the model does not have.");

        foreach (var tensor in tensors)
            stored[tensor.Name].Values.CopyTo(tensor.Writable);
    }

    private static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}

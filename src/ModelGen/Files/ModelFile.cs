namespace ModelGen;

/// <summary>A model's parameters and state as one file.</summary>
internal static class ModelFile
{
    /// <summary>What begins the names of tensors that checkpoints hold beside the model's; no name that the generator gives has a colon.</summary>
    public const string OfTraining = "training:";

    public static void Save(string path, IEnumerable<NamedTensor> tensors) => Safetensors.Write(path, tensors.Select(tensor => Store(tensor, tensor.Values)));

    /// <summary>A tensor of the model with some values.</summary>
    public static StoredTensor Store(NamedTensor tensor, ReadOnlySpan<float> values) => new(tensor.Name, tensor.Shape.ToArray(), values.ToArray(), tensor.IsInteger);

    /// <summary>Counts of batches: PyTorch's files from before version 0.4.1 lack them.</summary>
    private const string OptionalTensor = "num_batches_tracked";

    /// <summary>Overwrites the tensors with a file's, as the options say; where they are strict and anything is wrong, none. A missing <c>num_batches_tracked</c> keeps its value.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or, strictly, its tensors are not the model's.</exception>
    /// <exception cref="ArgumentException">The pattern is no tensor's name, or two tensors of the file get one name.</exception>
    public static LoadReport Load(string path, IReadOnlyList<NamedTensor> tensors, LoadOptions options) => Load(path, Safetensors.Read(path), tensors, options);

    /// <summary>Overwrites the tensors with those of a file that was read.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyList{NamedTensor}, LoadOptions)"/>
    public static LoadReport Load(string path, IReadOnlyList<StoredTensor> file, IReadOnlyList<NamedTensor> tensors, LoadOptions options)
    {
        var report = Compare(path, file, tensors, options, out var stored);
        var fitting = report.Loaded.ToHashSet();
        foreach (var tensor in tensors.Where(tensor => fitting.Contains(tensor.Name)))
            stored[tensor.Name].Values.CopyTo(tensor.Writable);
        return report;
    }

    /// <summary>Holds a file that was read against the model; <paramref name="stored"/> gets the file's tensors by the model's names.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyList{NamedTensor}, LoadOptions)"/>
    public static LoadReport Compare(
        string path, IReadOnlyList<StoredTensor> file, IReadOnlyList<NamedTensor> tensors, LoadOptions options, out Dictionary<string, StoredTensor> stored)
    {
        var asked = options.Pattern is { } pattern ? tensors.Where(tensor => NamePattern.Matches(pattern, tensor.Name)).ToArray() : [.. tensors];
        if (asked.Length == 0 && options.Pattern is not null)
            throw new ArgumentException($"No tensor of the model is called '{options.Pattern}'. There are: {string.Join(", ", tensors.Select(tensor => tensor.Name))}.", nameof(options));
        stored = Named(file, options);
        var (loaded, missing, misshapen) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var tensor in asked)
        {
            if (!stored.TryGetValue(tensor.Name, out var found))
            {
                if (options.IsStrict && !IsOptional(tensor))
                    throw new InvalidDataException($"'{path}' lacks the tensor '{tensor.Name}': expected the shape {Text(tensor.Shape)}.");
                missing.Add(tensor.Name);
            }
            else if (!tensor.Shape.SequenceEqual(found.Shape))
            {
                if (options.IsStrict)
                    throw new InvalidDataException($"'{path}': the tensor '{tensor.Name}' has the shape {Text(found.Shape)}; expected {Text(tensor.Shape)}.");
                misshapen.Add($"{tensor.Name} {Text(found.Shape)} for {Text(tensor.Shape)}");
            }
            else
            {
                loaded.Add(tensor.Name);
            }
        }

        var known = tensors.Select(tensor => tensor.Name).ToHashSet();
        var unexpected = stored.Values.Where(tensor => !known.Contains(tensor.Name)).ToArray();
        if (options is { IsStrict: true, Pattern: null } && unexpected is [var first, ..])
            throw new InvalidDataException($"'{path}' holds the tensor '{first.Name}' of shape {Text(first.Shape)}, which the model does not have.");

        return new LoadReport(loaded, missing, misshapen, [.. unexpected.Select(tensor => tensor.Name)]);
    }

    /// <summary>The file's tensors by the model's names, without those that are no weights.</summary>
    private static Dictionary<string, StoredTensor> Named(IReadOnlyList<StoredTensor> file, LoadOptions options)
    {
        var named = new Dictionary<string, StoredTensor>();
        foreach (var tensor in file.Where(tensor => !Normalization.IsItsOwn(tensor.Name) && !tensor.Name.StartsWith(OfTraining, StringComparison.Ordinal)))
        {
            var name = options.Rename is { } rename ? rename(tensor.Name) : tensor.Name;
            if (name is not null && !named.TryAdd(name, tensor with { Name = name }))
                throw new ArgumentException($"Rename gives the name '{name}' to two tensors of the file, '{tensor.Name}' being one.", nameof(options));
        }

        return named;
    }

    private static bool IsOptional(NamedTensor tensor) => tensor.Name.Split('.')[^1] == OptionalTensor;

    private static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}

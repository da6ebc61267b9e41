namespace ModelGen.Generators.Tests.Emitted;

/// <summary>A layer whose constants suit a shape.</summary>
/// <param name="Name">Its name in the language.</param>
/// <param name="Constants">What it must be given, as C# writes it in a call: a kernel of several axes is a tuple.</param>
/// <param name="Options">What it may be given, by the property of the attribute.</param>
/// <param name="Output">The shape of its result.</param>
internal sealed record RandomLayer(string Name, string[] Constants, (string Property, string Value)[] Options, int[] Output)
{
    // A result that is larger makes the reference interpreter slow.
    private const int LargestOutput = 800;

    private static readonly string[] Smooth = ["Tanh", "Gelu", "Silu", "Mish", "Softplus", "Softsign", "Sigmoid", "Selu", "Relu", "HardSigmoid", "HardTanh", "Identity"];

    // Kinds of layers, each as often as another.
    private static readonly Func<Picker, int[], RandomLayer?>[][] Kinds =
    [
        [Dense, Convolution],
        [Convolution, ConvTranspose2D, Dense],
        [Pooling, GlobalPooling, Upsample2D, Pad2D],
        [Flatten, Reshape, Transpose],
        [BatchNorm, LayerNorm, RmsNorm, GroupNorm, InstanceNorm, LocalResponseNorm],
        [Dropout, SpatialDropout2D, GaussianNoise],
        [Activation],
        [Activation, LeakyRelu, Elu, PRelu, Softmax],
    ];

    /// <summary>As an attribute.</summary>
    public string Attribute
    {
        get
        {
            var arguments = Constants.Select(constant => constant.Trim('(', ')')).Concat(Options.Select(option => $"{option.Property} = {option.Value}")).ToArray();
            return arguments.Length == 0 ? Name : $"{Name}({string.Join(", ", arguments)})";
        }
    }

    /// <summary>One that the shape allows.</summary>
    /// <param name="pick">Picks.</param>
    /// <param name="shape">The operand's shape: at least one axis.</param>
    /// <param name="isData">Whether the operand is data. What is computed may round to either side of a step.</param>
    public static RandomLayer Draw(ref Picker pick, int[] shape, bool isData)
    {
        if (isData && pick.Next(16) == 0)
        {
            return Plain(pick.Next(2) == 0 ? "Step" : "Sign", shape);
        }

        var kind = Kinds[pick.Next(Kinds.Length)];
        var (first, constants) = (pick.Next(kind.Length), new Picker(pick.Next(1 << 20)));
        var possible = Enumerable.Range(0, kind.Length).Select(i => kind[(first + i) % kind.Length](constants, shape)).OfType<RandomLayer>();
        return possible.FirstOrDefault(layer => layer.Output.Aggregate(1, (count, size) => count * size) <= LargestOutput) ?? Activation(constants, shape);
    }

    /// <summary>As a call.</summary>
    public string Call(string operand) =>
        $"{Name}({string.Join(", ", Constants.Prepend(operand).Concat(Options.Select(option => $"{char.ToLowerInvariant(option.Property[0])}{option.Property[1..]}: {option.Value}")))})";

    private static RandomLayer Plain(string name, int[] shape) => new(name, [], [], shape);

    private static RandomLayer Activation(Picker pick, int[] shape) => Plain(Smooth[pick.Next(Smooth.Length)], shape);

    private static RandomLayer PRelu(Picker pick, int[] shape) => Plain("PRelu", shape);

    private static RandomLayer Softmax(Picker pick, int[] shape) => Plain(pick.Next(2) == 0 ? "Softmax" : "LogSoftmax", shape);

    private static RandomLayer LeakyRelu(Picker pick, int[] shape) => new("LeakyRelu", ["0.2f"], [], shape);

    private static RandomLayer Elu(Picker pick, int[] shape) => new("Elu", ["1.3f"], [], shape);

    private static RandomLayer? Dense(Picker pick, int[] shape)
    {
        var units = 1 + pick.Next(20);
        return shape.Length == 1 ? new("Dense", [$"{units}"], [Bias(ref pick)], [units]) : null;
    }

    private static RandomLayer? Convolution(Picker pick, int[] shape)
    {
        if (shape.Length is < 2 or > 4)
        {
            return null;
        }

        var axes = shape[1..];
        var kernel = Array.ConvertAll(axes, size => 1 + pick.Next(Math.Min(4, size)));
        var (stride, padding) = (1 + pick.Next(2), pick.Next(kernel.Min()));
        var dilation = (2 * (kernel.Max() - 1)) + 1 <= axes.Min() + (2 * padding) ? 1 + pick.Next(2) : 1;
        var groups = pick.Next(3) == 0 ? shape[0] : 1;
        var filters = groups * (1 + pick.Next(groups == 1 ? 9 : 2));
        var isSame = pick.Next(4) == 0;
        return new(
            $"Conv{axes.Length}D",
            [$"{filters}", Sizes(kernel)],
            [
                ("Stride", $"{(isSame ? 1 : stride)}"), ("Padding", isSame ? "Padding.Same" : $"{padding}"), ("Dilation", $"{dilation}"), ("Groups", $"{groups}"), Bias(ref pick),
            ],
            [filters, .. isSame ? axes : axes.Zip(kernel, (size, own) => ((size + (2 * padding) - (dilation * (own - 1)) - 1) / stride) + 1)]);
    }

    private static RandomLayer? ConvTranspose2D(Picker pick, int[] shape)
    {
        if (shape.Length != 3)
        {
            return null;
        }

        var (filters, stride, kernel) = (1 + pick.Next(6), 1 + pick.Next(3), Array.ConvertAll(shape[1..], _ => 1 + pick.Next(4)));
        var outputPadding = pick.Next(stride);
        int[] whole = [.. shape[1..].Zip(kernel, (size, own) => ((size - 1) * stride) + own + outputPadding)];
        var padding = pick.Next(Math.Min(3, (whole.Min() + 1) / 2));
        return new(
            "ConvTranspose2D",
            [$"{filters}", Sizes(kernel)],
            [("Stride", $"{stride}"), ("Padding", $"{padding}"), ("OutputPadding", $"{outputPadding}"), Bias(ref pick)],
            [filters, .. whole.Select(size => size - (2 * padding))]);
    }

    private static RandomLayer? Pooling(Picker pick, int[] shape)
    {
        if (shape.Length is not (2 or 3))
        {
            return null;
        }

        var window = Array.ConvertAll(shape[1..], size => 1 + pick.Next(Math.Min(3, size)));
        var (stride, padding, isCeiling) = (1 + pick.Next(3), pick.Next((window.Min() / 2) + 1), pick.Next(2) == 0);
        return new(
            $"{(pick.Next(2) == 0 ? "Max" : "Avg")}Pool{window.Length}D",
            [Sizes(window)],
            [("Stride", $"{stride}"), ("Padding", $"{padding}"), ("Ceiling", isCeiling ? "true" : "false")],
            [shape[0], .. shape[1..].Zip(window, Windows)]);

        // Rounded up there may be one more, as long as it does not begin in the padding at the end.
        int Windows(int size, int own)
        {
            var floor = ((size + (2 * padding) - own) / stride) + 1;
            return isCeiling && (size + (2 * padding) - own) % stride != 0 && floor * stride < size + padding ? floor + 1 : floor;
        }
    }

    private static RandomLayer? GlobalPooling(Picker pick, int[] shape) =>
        shape.Length == 3 ? new(pick.Next(2) == 0 ? "GlobalAvgPool2D" : "GlobalMaxPool2D", [], [], [shape[0]]) : null;

    private static RandomLayer? Upsample2D(Picker pick, int[] shape)
    {
        var scale = 1 + pick.Next(3);
        return shape.Length == 3
            ? new("Upsample2D", [$"{scale}"], [("Mode", $"UpsampleMode.{(pick.Next(2) == 0 ? "Nearest" : "Bilinear")}")], [shape[0], shape[1] * scale, shape[2] * scale])
            : null;
    }

    private static RandomLayer? Pad2D(Picker pick, int[] shape)
    {
        var (top, bottom, left, right) = (pick.Next(3), pick.Next(3), pick.Next(3), pick.Next(3));
        return shape.Length == 3 ? new("Pad2D", [$"{top}", $"{bottom}", $"{left}", $"{right}"], [], [shape[0], shape[1] + top + bottom, shape[2] + left + right]) : null;
    }

    private static RandomLayer Flatten(Picker pick, int[] shape) => new("Flatten", [], [], [Count(shape)]);

    private static RandomLayer Reshape(Picker pick, int[] shape)
    {
        var (rest, sizes) = (Count(shape), new List<int>());
        for (var axes = 1 + pick.Next(4); axes > 1; axes--)
        {
            var divisors = Enumerable.Range(1, rest).Where(size => rest % size == 0).ToArray();
            sizes.Add(divisors[pick.Next(divisors.Length)]);
            rest /= sizes[^1];
        }

        int[] output = [.. sizes, rest];
        return new("Reshape", [.. output.Select(size => $"{size}")], [], output);
    }

    private static RandomLayer Transpose(Picker pick, int[] shape)
    {
        var order = Enumerable.Range(0, shape.Length).Select(axis => (Key: pick.Next(1000), Axis: axis)).Order().Select(pair => pair.Axis).ToArray();
        return new("Transpose", [.. order.Select(axis => $"{axis}")], [], [.. order.Select(axis => shape[axis])]);
    }

    // What equal values are divided by is the epsilon alone: a small one would make rounding visible.
    private static RandomLayer BatchNorm(Picker pick, int[] shape) => new("BatchNorm", [], [("Momentum", "0.3f"), Epsilon(ref pick)], shape);

    private static RandomLayer? LayerNorm(Picker pick, int[] shape) => Count(shape) > 1 ? new("LayerNorm", [], [Epsilon(ref pick)], shape) : null;

    private static RandomLayer? RmsNorm(Picker pick, int[] shape) => Count(shape) > 1 ? new("RmsNorm", [], [Epsilon(ref pick)], shape) : null;

    private static RandomLayer? GroupNorm(Picker pick, int[] shape)
    {
        var groups = Enumerable.Range(1, shape[0]).Where(groups => shape[0] % groups == 0 && Count(shape) > groups).ToArray();
        return groups.Length > 0 ? new("GroupNorm", [$"{groups[pick.Next(groups.Length)]}"], [Epsilon(ref pick)], shape) : null;
    }

    private static RandomLayer? InstanceNorm(Picker pick, int[] shape) => Count(shape) > shape[0] ? new("InstanceNorm", [], [Epsilon(ref pick)], shape) : null;

    private static RandomLayer LocalResponseNorm(Picker pick, int[] shape) => new("LocalResponseNorm", [$"{1 + pick.Next(6)}"], [("Alpha", "0.4f"), ("Beta", "0.6f"), ("K", "1.5f")], shape);

    private static RandomLayer Dropout(Picker pick, int[] shape) => new("Dropout", ["0.4f"], [], shape);

    private static RandomLayer? SpatialDropout2D(Picker pick, int[] shape) => shape.Length == 3 ? new("SpatialDropout2D", ["0.3f"], [], shape) : null;

    private static RandomLayer GaussianNoise(Picker pick, int[] shape) => new("GaussianNoise", ["0.2f"], [], shape);

    private static (string Property, string Value) Bias(ref Picker pick) => ("Bias", pick.Next(3) == 0 ? "false" : "true");

    private static (string Property, string Value) Epsilon(ref Picker pick) => ("Epsilon", pick.Next(2) == 0 ? "0.1f" : "0.5f");

    private static string Sizes(int[] sizes) => sizes.Length == 1 ? $"{sizes[0]}" : $"({string.Join(", ", sizes)})";

    private static int Count(int[] shape) => shape.Aggregate(1, (count, size) => count * size);
}

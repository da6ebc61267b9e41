namespace ModelGen.Tests.Runtime;

/// <summary>Random samples of known rules.</summary>
internal static class Samples
{
    /// <summary>Targets are <c>2x₀ − x₁ + 0.5</c>.</summary>
    public static (float[] Inputs, float[] Targets) Line(int count, int seed = 3)
    {
        var random = new Random(seed);
        var inputs = new float[count * 2];
        var targets = new float[count];
        for (var i = 0; i < count; i++)
        {
            inputs[2 * i] = random.NextSingle() * 2 - 1;
            inputs[2 * i + 1] = random.NextSingle() * 2 - 1;
            targets[i] = 2 * inputs[2 * i] - inputs[2 * i + 1] + 0.5f;
        }

        return (inputs, targets);
    }

    /// <summary>The label is the place of the largest of three inputs.</summary>
    public static (float[] Inputs, int[] Labels) Classes(int count, int seed = 3)
    {
        var random = new Random(seed);
        var inputs = new float[count * 3];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                inputs[3 * i + j] = random.NextSingle();
                if (inputs[3 * i + j] > inputs[3 * i + labels[i]])
                    labels[i] = j;
            }
        }

        return (inputs, labels);
    }
}

/// <summary>What a McCulloch-Pitts neuron computes is in its weights, which nothing learns here.</summary>
internal static class Gates
{
    private static readonly float[][] Inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];

    /// <summary>Prints the truth tables of three gates, made of one neuron each.</summary>
    public static void Show()
    {
        var and = Neuron(weights: [1, 1], threshold: 2);
        var or = Neuron(weights: [1, 1], threshold: 1);
        var not = Neuron(weights: [-1, 0], threshold: 0);     // one inhibitory input; the second is not connected

        Console.WriteLine("McCulloch-Pitts neurons");
        Console.WriteLine(" x y | x AND y | x OR y | NOT x");
        foreach (var input in Inputs)
            Console.WriteLine($" {input[0]} {input[1]} |    {Fire(and, input)}    |   {Fire(or, input)}    |   {Fire(not, input)}");
    }

    private static McCullochPittsNeuron Neuron(ReadOnlySpan<float> weights, float threshold)
    {
        var neuron = new McCullochPittsNeuron();
        neuron.Parameters.Set("dense1.weight", weights);
        neuron.Parameters.Set("dense1.bias", [-threshold]);
        return neuron;
    }

    private static float Fire(McCullochPittsNeuron neuron, float[] input)
    {
        Span<float> output = stackalloc float[1];
        neuron.Predict(input, output);
        return output[0];
    }
}

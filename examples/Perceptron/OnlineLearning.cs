/// <summary>Rosenblatt's perceptron learns one flower at a time, until it makes no mistake.</summary>
internal static class OnlineLearning
{
    private const int Setosa = 0;

    /// <summary>Tells setosas from the other two species, from which a plane separates them, and prints the errors of each pass.</summary>
    /// <param name="seed">Of the order of the flowers.</param>
    /// <param name="maximumEpochs">Passes after which to give up.</param>
    public static void Run(int seed, int maximumEpochs)
    {
        var perceptron = new SetosaPerceptron(seed: 1);       // the weights start at zero, whatever the seed
        var flowers = Flower.ReadAll();
        var random = new Random(seed);

        Console.WriteLine("The perceptron learns which of 150 irises are setosas, flower by flower");
        for (var epoch = 1; epoch <= maximumEpochs; epoch++)
        {
            random.Shuffle(flowers);
            var errors = flowers.Count(flower => Learn(perceptron, flower));
            Console.WriteLine($" epoch {epoch}: {errors} errors");
            if (errors == 0)
                break;
        }

        var weights = perceptron.Parameters["dense1.weight"].Values;
        Console.WriteLine($" setosa where {weights[0]:F2}·sepal length {weights[1]:+0.00;-0.00}·sepal width "
            + $"{weights[2]:+0.00;-0.00}·petal length {weights[3]:+0.00;-0.00}·petal width {perceptron.Parameters["dense1.bias"].Values[0]:+0.00;-0.00} > 0");
    }

    /// <summary>Shows the perceptron one flower; true where it was wrong before it learned from it.</summary>
    private static bool Learn(SetosaPerceptron perceptron, Flower flower)
    {
        var target = flower.Species == Setosa ? 1f : -1f;
        Span<float> score = stackalloc float[1];
        perceptron.Predict(flower.Sizes, score);
        perceptron.TrainStep(flower.Sizes, [target]);
        return score[0] * target <= 0;
    }
}

using static ModelGen.Ops;

namespace ModelGen.Data.Tests;

/// <summary>A sample's loss counts as much as its weight says.</summary>
[Model]
public partial class WeightedClassifier
{
    [Network]
    private static Symbol Predict([Shape(2)] Symbol x) => Dense(x, 2);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Shape(2)] Symbol x, [Shape(1)] Symbol weight, Label label) => Sum(weight) * CrossEntropy(Predict(x), label);
}

/// <summary>What another network says counts beside the labels, which say what is right.</summary>
[Model]
public partial class TaughtClassifier
{
    [Network]
    private static Symbol Predict([Shape(2)] Symbol x) => Dense(x, 2);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Shape(2)] Symbol x, [Shape(2)] Symbol teacher, Label label)
    {
        var scores = Predict(x);
        return CrossEntropy(scores, teacher) + CrossEntropy(scores, label);
    }
}

/// <summary>Targets are probabilities.</summary>
[Model]
public partial class ProbabilityClassifier
{
    [Network]
    private static Symbol Predict([Shape(2)] Symbol x) => Dense(x, 2);

    [Objective, Sgd(0.5f)]
    internal static Symbol Loss([Shape(2)] Symbol x, [Shape(2)] Symbol target) => CrossEntropy(Predict(x), target);
}

using ModelGen;

/// <summary>A vector is wanted where an image is: compiled only to see that this is reported, once.</summary>
[Model]
[Input(1, 8, 8)]
[Conv2D(4, 3), Tanh]
[Dense(10)]
[CrossEntropy, Sgd(0.1f)]
public partial class Mistake;

internal static class MistakeUser
{
    public static int Label(float[] image) => new Mistake(seed: 1).PredictLabel(image);
}

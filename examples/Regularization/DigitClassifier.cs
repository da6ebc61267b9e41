using ModelGen;

/// <summary>A network with every remedy against overfitting that can be declared; running code turns off those that it does not want.</summary>
[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Relu, MaxPool2D(2)]
[Conv2D(16, 5, Padding = 2), Relu, MaxPool2D(2)]
[Flatten, Dropout(0.5f), Dense(128), Relu, Dense(10)]
[CrossEntropy(LabelSmoothing = 0.1f), L2(3e-4f), Adam(1e-3f)]
internal sealed partial class DigitClassifier;

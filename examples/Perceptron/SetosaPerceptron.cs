using ModelGen;

// The sign of its score says whether a flower is a setosa; the loss corrects it where that sign is wrong.
[Model]
[Input(4)]
[Dense(1, Initializer = Initializer.Zeros)]
[Perceptron, Sgd(0.1f)]
public partial class SetosaPerceptron;

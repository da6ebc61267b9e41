namespace ModelGen.Data.Tests;

/// <summary>Trained on tables in tests: two numbers and a port, three classes.</summary>
[Model]
[Input(5)]
[Dense(3)]
[CrossEntropy, Sgd(0.1f)]
public partial class TinyClassifier;

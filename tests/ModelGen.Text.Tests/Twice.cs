namespace ModelGen.Text.Tests;

/// <summary>A model whose weights a vocabulary is saved with.</summary>
[Model]
[Input(2)]
[Dense(2)]
[SquaredError, Sgd(0.1f)]
internal sealed partial class Twice;

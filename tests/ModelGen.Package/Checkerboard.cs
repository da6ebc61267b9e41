using ModelGen;

/// <summary>Are the two coordinates of a point of [-1, 1]² of different sign? No straight line answers that.</summary>
[Model]
[Input(2)]
[Dense(16), Tanh, Dense(1)]
[BinaryCrossEntropy, Adam(0.02f)]
public partial class Checkerboard;

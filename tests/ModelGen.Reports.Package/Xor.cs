using ModelGen;

[Model]
[Input(2)]
[Dense(8), Tanh, Dense(2)]
[CrossEntropy, Adam(0.05f)]
public partial class Xor;

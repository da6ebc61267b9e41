using ModelGen;

[Model]
[Input(4)]                                           // sepal length and width, petal length and width
[Dense(16), Tanh, Dense(3)]
[CrossEntropy, Adam(1e-2f)]
public partial class IrisNetwork;

// Started by the benchmarks (tests/ModelGen.Benchmarks), which publish it for the JIT, ReadyToRun and as native code.
using ModelGen.Startup;

var model = new LeNet5();
var images = FirstSteps.Images();
var labels = new int[FirstSteps.Batch];
for (var i = 0; i < labels.Length; i++)
    labels[i] = i % FirstSteps.Classes;
FirstSteps.Run(() => model.TrainStep(images, labels));

using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using ModelGen;

var random = new Random(1);
var points = Enumerable.Range(0, 2 * 500).Select(_ => (2 * random.NextSingle()) - 1).ToArray();
var answers = points.Chunk(2).Select(point => point[0] * point[1] < 0 ? 1f : 0f).ToArray();
var training = DataSet.Of(points[..800], answers[..400], count: 400);
var test = DataSet.Of(points[800..], answers[400..], count: 100);

var model = new Checkerboard(seed: 1);
model.Train(training, validation: test, new TrainingOptions { Epochs = 100, BatchSize = 16, Seed = 1 });
var accuracy = model.Evaluate(test).Accuracy;

var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.safetensors");
model.Save(file);
var restored = new Checkerboard(seed: 2);
restored.Load(file);
var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
File.Delete(file);

Console.WriteLine($"Vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits");
Console.WriteLine($"Weights {hash}");
Console.WriteLine($"{100 * accuracy:F1} % of the test points are right");
return accuracy >= 0.95 && restored.Evaluate(test).Accuracy == accuracy ? 0 : 1;

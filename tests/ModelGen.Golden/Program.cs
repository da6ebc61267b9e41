// Writes what libtorch computes for a few networks, as safetensors files that ModelGen.Parity.Tests compares with.
//
//   dotnet run -c Release --project tests/ModelGen.Golden [FOLDER [NETWORK]]
//
// What is written is computed in float64. libtorch 2.10's float32 is no reference: for some shapes (8 to 12 channels, 3×3, on 4×4) its
// vectorized gradient of a convolution's input, as a layer too (ConvTranspose2d), reads memory that nobody wrote. It also prints how far float32 is from float64, tensor by
// tensor: the noise that no implementation is free of. Run with ONEDNN_MAX_CPU_ISA=SSE41 to see it without that error.
using ModelGen.Golden;
using static TorchSharp.torch;

var folder = args.Length > 0 ? args[0] : Path.Combine("tests", "ModelGen.Parity.Tests", "Golden");
Directory.CreateDirectory(folder);
set_num_threads(1);

foreach (var network in Networks.All.Where(network => IsWanted(network.Name)))
{
    var weights = network.InitialWeights();
    Write(network.Name, weights, type => Recording.Of(network, weights, type));
}

foreach (var network in SequenceNetwork.All.Where(network => IsWanted(network.Name)))
{
    var weights = network.InitialWeights();
    Write(network.Name, weights, type => network.Record(weights, type));
}

if (IsWanted(EncoderDecoder.Name))
{
    var weights = EncoderDecoder.InitialWeights();
    Write(EncoderDecoder.Name, weights, type => EncoderDecoder.Record(weights, type));
}

if (IsWanted(WordVectors.Name))
{
    var weights = WordVectors.InitialWeights();
    Write(WordVectors.Name, weights, type => WordVectors.Record(weights, type));
}

bool IsWanted(string name) => args.Length < 2 || name == args[1];

void Write(string network, IReadOnlyDictionary<string, Tensor> weights, Func<ScalarType, IReadOnlyDictionary<string, Tensor>> record)
{
    var exact = record(ScalarType.Float64);
    SafetensorsWriter.Write(Path.Combine(folder, $"{network}.weights.safetensors"), weights);
    SafetensorsWriter.Write(Path.Combine(folder, $"{network}.expected.safetensors"), exact);

    Console.WriteLine($"{network}: float32 against float64, relative to the tensor's largest magnitude and to its root mean square");
    foreach (var (name, value) in record(ScalarType.Float32))
    {
        var difference = value.to(ScalarType.Float64) - exact[name].to(ScalarType.Float64);
        Console.WriteLine($"  {name,-45} {Ratio(difference.abs().max(), exact[name].abs().max()):E1}   {Ratio(RootMeanSquare(difference), RootMeanSquare(exact[name])):E1}");
    }
}

static Tensor RootMeanSquare(Tensor tensor) => tensor.to(ScalarType.Float64).square().mean().sqrt();

static double Ratio(Tensor difference, Tensor size) => difference.to(ScalarType.Float64).item<double>() / Math.Max(size.to(ScalarType.Float64).item<double>(), double.Epsilon);

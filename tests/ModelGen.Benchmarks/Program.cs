// Times ModelGen against TorchSharp.
//
//   dotnet run -c Release --project tests/ModelGen.Benchmarks [-- --rows PATTERN --csv PATH]
//
// libtorch needs the libstdc++ of GCC 13 or newer; without it only our own numbers are shown.
using ModelGen.Benchmarks;
using ModelGen.Benchmarks.Measuring;
using ModelGen.Benchmarks.Peer;

switch (args)
{
    // Child processes of this program.
    case ["--peer"]:
        PeerServer.Run();
        return 0;
    case [PeerStartup.Argument]:
        PeerStartup.Run();
        return 0;
    case [FirstCall.Ours or FirstCall.Peer, var row]:
        FirstCall.Run(args[0], row);
        return 0;
    default:
        return Benchmark.Run(args);
}

using System.Globalization;
using ModelGen.Benchmarks.Measuring;
using TorchSharp;

namespace ModelGen.Benchmarks.Peer;

/// <summary>The child process's side of <see cref="PeerProcess"/>: answers a line <c>row|threads|iterations</c> with the milliseconds of one call.</summary>
internal static class PeerServer
{
    /// <summary>What the server says first when libtorch was loaded.</summary>
    public const string Ready = "ready";

    public static void Run()
    {
        try
        {
            torch.set_num_threads(1);
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or NotSupportedException)
        {
            Console.WriteLine(FirstLine(exception));
            return;
        }

        Console.WriteLine(Ready);
        using var turns = new LocalTurns(row => row.Peer(), torch.set_num_threads);
        while (Console.ReadLine() is { } line)
        {
            var request = line.Split('|');
            var row = Catalogue.Rows.Single(row => row.Name == request[0]);
            var milliseconds = turns.Turn(row, int.Parse(request[1], CultureInfo.InvariantCulture), int.Parse(request[2], CultureInfo.InvariantCulture));
            Console.WriteLine(milliseconds.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static string FirstLine(Exception exception) => exception.GetBaseException().Message.Split('\n')[0].Trim();
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Images = Bytes(200_000), Labels = Bytes(10);
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;
    private readonly List<Transfer> transfers = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Files_AreFetchedAndChecked()
    {
        File.WriteAllText(Path.Combine(folder, "labels"), "what was there before");
        await Run(
            Set(Remote("images", Images), Remote("labels", Labels)),
            (At("images"), new ByteArrayContent(Images)), (At("labels"), new ByteArrayContent(Labels)));
        Assert.Equal(["images", "labels"], Names());
        Assert.Equal(Images, Content("images"));
        Assert.Equal(Labels, Content("labels"));
    }

    [Fact]
    public async Task Progress_EndsWithEachFilesLength()
    {
        await Run(Set(Remote("images", Images)), (At("images"), new ByteArrayContent(Images)));
        Assert.Equal(new Transfer("images", 0, Images.Length), transfers[0]);
        Assert.Equal(new Transfer("images", Images.Length, Images.Length), transfers[^1]);
        Assert.Single(transfers, transfer => transfer.Done == transfer.Total);
        Assert.Equal(transfers.OrderBy(transfer => transfer.Done), transfers);
    }

    [Fact]
    public async Task LengthThatTheServerDoesNotSay_IsKnownAtTheEnd()
    {
        var content = new StreamContent(new Interrupted(Images, _ => ValueTask.FromResult(0))) { Headers = { ContentLength = null } };
        await Run(Set(Remote("images", Images)), (At("images"), content));
        Assert.Equal(new Transfer("images", 0, null), transfers[0]);
        Assert.Equal(new Transfer("images", Images.Length, Images.Length), transfers[^1]);
        Assert.Equal(Images, Content("images"));
    }

    [Fact]
    public async Task Archive_GivesTheExpectedFilesAlone()
    {
        var archive = Archive(
            Entry("batches/readme.html", [1]),
            Entry("batches/images", Images),
            new PaxTarEntry(TarEntryType.SymbolicLink, "batches/labels") { LinkName = "/etc/passwd" },
            Entry("../../labels", Labels),
            Entry("../../outside", [2]));
        var set = Set(Remote("data.tar.gz", archive)) with { Training = ["images"], Test = ["labels"] };
        await Run(set, (At("data.tar.gz"), new ByteArrayContent(archive)));
        Assert.Equal(["images", "labels"], Names());
        Assert.Equal(Images, Content("images"));
        Assert.Equal(Labels, Content("labels"));
        Assert.True(set.IsIn(folder));
    }

    [Fact]
    public async Task Cifar_IsReadFromWhereItWasUnpacked()
    {
        var cifar = Array.Find(ImageData.All, set => set.Name == "cifar-10")!;
        var archive = Archive([.. cifar.Files.Select((file, label) => Entry($"cifar-10-batches-bin/{file}", [(byte)label, .. new byte[3 * 32 * 32]]))]);
        await Run(cifar with { Source = [Remote("data.tar.gz", archive)] }, (At("data.tar.gz"), new ByteArrayContent(archive)));
        var (training, test) = cifar.Read(folder);
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, training.Count).Select(training.Label));
        Assert.Equal(5, test.Label(0));
    }

    [Fact]
    public async Task ArchiveThatLacksAFile_IsRefused()
    {
        var archive = Archive(Entry("batches/images", Images));
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => Run(
            Set(Remote("data.tar.gz", archive)) with { Training = ["images"], Test = ["labels"] }, (At("data.tar.gz"), new ByteArrayContent(archive))));
        Assert.Equal("What was downloaded has no 'labels'.", exception.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task WrongChecksum_IsNamedAndNothingIsKept()
    {
        var damaged = (byte[])Images.Clone();
        damaged[100_000] ^= 1;
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => Run(
            Set(Remote("labels", Labels), Remote("images", Images)),
            (At("labels"), new ByteArrayContent(Labels)), (At("images"), new ByteArrayContent(damaged))));
        Assert.Equal($"'{At("images")}' is damaged: expected the MD5 checksum {Md5(Images)}, got {Md5(damaged)}. It was deleted.", exception.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task FileThatIsNotThere_IsNamedAndNothingIsKept()
    {
        var exception = await Assert.ThrowsAsync<IOException>(() => Run(
            Set(Remote("labels", Labels), Remote("images", Images)), (At("labels"), new ByteArrayContent(Labels))));
        Assert.StartsWith($"'{At("images")}' could not be downloaded: ", exception.Message);
        Assert.Contains("404", exception.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task ConnectionThatBreaks_LeavesNothing()
    {
        var broken = new StreamContent(new Interrupted(Images[..100_000], _ => throw new HttpIOException(HttpRequestError.ResponseEnded)));
        var exception = await Assert.ThrowsAsync<IOException>(() => Run(Set(Remote("images", Images)), (At("images"), broken)));
        Assert.StartsWith($"'{At("images")}' could not be downloaded: ", exception.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task TimeOut_IsAnErrorAndNoCancellation()
    {
        var exception = await Assert.ThrowsAsync<IOException>(() => Run(
            Set(Remote("images", Images)), (At("images"), new StreamContent(new Interrupted([], _ => throw new TaskCanceledException("Timeout."))))));
        Assert.Equal($"'{At("images")}' could not be downloaded: Timeout.", exception.Message);
    }

    [Fact]
    public async Task Cancellation_LeavesWhatWasThereBefore()
    {
        File.WriteAllBytes(Path.Combine(folder, "labels"), [7]);
        using var source = new CancellationTokenSource();
        var endless = new Interrupted(Images[..100_000], async cancellation =>
        {
            source.Cancel();
            await Task.Delay(Timeout.Infinite, cancellation);
            return 0;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(
            Set(Remote("labels", Labels), Remote("images", Images)), source.Token,
            (At("labels"), new ByteArrayContent(Labels)), (At("images"), new StreamContent(endless))));
        Assert.Equal(["labels"], Names());
        Assert.Equal([7], Content("labels"));
    }

    [Fact]
    public void Sources_AreEncryptedAndGiveAllFiles()
    {
        var published = ImageData.All.Where(set => set.Source.Length > 0).ToArray();
        Assert.Equal(["fashion-mnist", "cifar-10"], published.Select(set => set.Name));
        foreach (var file in published.SelectMany(set => set.Source))
        {
            Assert.Equal(Uri.UriSchemeHttps, file.Address.Scheme);
            Assert.Matches("^[0-9a-f]{32}$", file.Md5);
        }

        Assert.Equal(published[0].Files, published[0].Source.Select(file => file.Name));
        Assert.True(Assert.Single(published[1].Source).IsArchive);
    }

    [Fact]
    public void MissingDataSet_SaysHowToGetIt()
    {
        foreach (var set in ImageData.All.Where(set => set.Source.Length > 0))
        {
            var message = Assert.Throws<FileNotFoundException>(() => set.Read(folder)).Message;
            Assert.Contains($"Found no '{set.Name}' in '{folder}'.", message);
            Assert.Contains($"'download {set.Name}'", message);
        }
    }

    private Task Run(ImageData set, params (Uri, HttpContent)[] web) => Run(set, TestContext.Current.CancellationToken, web);

    private async Task Run(ImageData set, CancellationToken cancellation, params (Uri, HttpContent)[] web)
    {
        using var client = new HttpClient(new FakeWeb(web.ToDictionary(answer => answer.Item1, answer => answer.Item2)));
        await new Download(client).Run(set, folder, new Recorder(transfers), cancellation);
    }

    private static ImageData Set(params RemoteFile[] source) => new("set", IsColor: false, [.. source.Select(file => file.Name)], [], source, "");

    private static RemoteFile Remote(string name, byte[] content) => new(At(name), Md5(content));

    private static Uri At(string name) => new($"https://data.example/{name}");

    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private static PaxTarEntry Entry(string name, byte[] content) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    private static byte[] Archive(params PaxTarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(new GZipStream(bytes, CompressionLevel.Fastest)))
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        return bytes.ToArray();
    }

    private byte[] Content(string name) => File.ReadAllBytes(Path.Combine(folder, name));

    // A download's own folder would show up here as well.
    private IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order();

    private sealed class Recorder(List<Transfer> transfers) : IProgress<Transfer>
    {
        public void Report(Transfer value) => transfers.Add(value);
    }
}

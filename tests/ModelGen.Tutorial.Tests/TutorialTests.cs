namespace ModelGen.Tutorial.Tests;

/// <summary>The tutorial's programs print what its pages say, number by number: training has the same bits on every machine.</summary>
public sealed class TutorialTests
{
    private const int LargestPicture = 60_000;

    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(TutorialPage.Folder, "*.md").Select(path => Path.GetFileName(path)).Where(name => name != "README.md").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Program_PrintsAndDrawsWhatThePageShows(string name)
    {
        var page = new TutorialPage(name);
        Directory.SetCurrentDirectory(Data);
        foreach (var picture in page.Pictures)
            File.Delete(picture);

        var printed = page.Run();

        // Beside the pictures: what is there after a run may be copied to the page.
        File.WriteAllText(Path.ChangeExtension(name, ".txt"), printed);
        Assert.NotEmpty(printed);
        Assert.Equal(page.Output, printed);
        Assert.NotEmpty(page.Pictures);
        Assert.All(page.Pictures, picture => Assert.Equal([0x89, .. "PNG"u8], File.ReadAllBytes(picture)[..4]));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pictures_AreSmall(string name) => Assert.All(
        new TutorialPage(name).Pictures,
        picture => Assert.InRange(new FileInfo(Path.Combine(TutorialPage.Folder, "images", picture)).Length, 1, LargestPicture));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Index_NamesEachPage(string name) => Assert.Contains($"({name})", File.ReadAllText(Path.Combine(TutorialPage.Folder, "README.md")));
}

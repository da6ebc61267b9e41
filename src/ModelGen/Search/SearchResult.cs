namespace ModelGen;

/// <summary>What came of a search.</summary>
public sealed class SearchResult
{
    private readonly StoredTensor[] weights;

    /// <param name="trials">The trials.</param>
    /// <param name="weightsOf">The weights of the best one.</param>
    internal SearchResult(IReadOnlyList<Trial> trials, Func<Trial, StoredTensor[]> weightsOf)
    {
        Trials = trials;
        weights = weightsOf(Best);
    }

    /// <summary>The trials, in the order of their numbers.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>The trial with the smallest score; in successive halving among those of the last round.</summary>
    public Trial Best => Trials.OrderByDescending(trial => trial.Failure is null ? trial.Round : 0).ThenBy(trial => trial.Score).ThenBy(trial => trial.Number).First();

    /// <summary>Writes the weights of the best trial's best epoch as a file that a model of its class loads.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">No trial came to anything.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveBest(string path)
    {
        if (Best.Failure is { } failure)
            throw new InvalidOperationException($"No trial came to anything. The first: {failure}");
        Safetensors.Write(path, weights);
    }

    /// <summary>A row a trial, the best first, its columns separated by commas, with a header.</summary>
    public string ToCsv()
    {
        string[] names = [.. Trials[0].Values.Keys];
        var best = Best;
        var table = new CsvTable();
        table.Add(["trial", .. names, "epochs", "score", "failure"]);
        foreach (var trial in Trials.OrderByDescending(trial => trial == best).ThenBy(trial => trial.Score).ThenBy(trial => trial.Number))
            table.Add([trial.Number, .. names.Select(name => (object)trial.Values[name]), trial.Epochs, trial.Score, trial.Failure]);
        return table.ToString();
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// A training's whole state as one safetensors file: the model's tensors by their names, those of the best epoch where they are kept, so that <c>Load</c> reads them; what training goes on with beside them; numbers as JSON
/// among the file's texts.
/// </summary>
internal sealed class Checkpoint(string path, Engine engine, TrainingOptions options, TrainingData data, TrainingState state, BestEpoch best)
{
    private const string Text = "modelgen.training", CurrentParameters = ModelFile.OfTraining + "parameters", CurrentState = ModelFile.OfTraining + "state";
    private const int Version = 2;

    /// <summary>Writes the file beside its target and renames it.</summary>
    /// <param name="elapsed">Time that training took so far.</param>
    /// <exception cref="IOException">It cannot be written; the one before is there still.</exception>
    public void Write(TimeSpan elapsed)
    {
        var tensors = new List<StoredTensor>();
        AddTensors(tensors, engine.Parameters, best.Parameters, CurrentParameters);
        AddTensors(tensors, engine.State, best.State, CurrentState);
        for (var objective = 0; objective < engine.Layout.Objectives.Length; objective++)
        {
            if (engine.UpdateOf(objective).Slots.Span is { Length: > 0 } slots)
                tensors.Add(Vector(SlotsOf(objective), slots));
        }

        Safetensors.Write(path, tensors, new Dictionary<string, string> { [Text] = Describe(elapsed) });
    }

    /// <summary>Gives the model, its optimizers and the training what the file holds; where it does not fit, nothing.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another network, objective or training; the message says what differs.</exception>
    public void Read()
    {
        var metadata = new Dictionary<string, string>();
        var tensors = Safetensors.Read(path, metadata);
        if (!metadata.TryGetValue(Text, out var text))
            throw Unfit("it holds weights alone, no training to go on with");
        try
        {
            using var json = JsonDocument.Parse(text);
            Apply(json.RootElement, tensors);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw Unfit($"its text '{Text}' is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>The best epoch's tensors where they are kept, and then the current ones in one piece; otherwise the current ones.</summary>
    private void AddTensors(List<StoredTensor> stored, NamedTensors tensors, ReadOnlySpan<float> best, string current)
    {
        var values = AreBestKept ? best : tensors.Values;
        foreach (var tensor in tensors)
            stored.Add(ModelFile.Store(tensor, values.Slice(tensor.Offset, tensor.Values.Length)));
        if (AreBestKept)
            stored.Add(Vector(current, tensors.Values));
    }

    private bool AreBestKept => best.IsRestored && best.Epoch > 0;

    private static string SlotsOf(int objective) => FormattableString.Invariant($"{ModelFile.OfTraining}optimizer.{objective}");

    private static StoredTensor Vector(string name, ReadOnlySpan<float> values) => new(name, [values.Length], values.ToArray());

    private string Describe(TimeSpan elapsed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            WriteOptions(json);
            json.WriteNumber("modelSeed", engine.Seed);
            json.WriteNumber("steps", engine.Steps);
            json.WriteNumber("draws", engine.Draws);
            WriteObjectives(json);
            json.WriteNumber("epoch", state.Epoch);
            json.WriteNumber("epochBatches", state.Batches);
            json.WriteNumber("epochSteps", state.Steps);
            json.WriteNumber("epochSamples", state.Samples);
            json.WriteNumber("epochWeight", state.Weight);
            json.WriteNumber("epochLossSum", state.LossSum);
            json.WriteNumber("rate", state.Rate);
            json.WriteNumber("allSteps", state.AllSteps);
            json.WriteNumber("elapsed", elapsed.Ticks);
            json.WriteNumber("bestEpoch", best.Epoch);
            Real(json, "bestScore", best.Score);
            WriteEpochs(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteStartObject("options");
        foreach (var (name, value) in Decisive())
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    /// <summary>What must be the same for the same bits at the end.</summary>
    private IEnumerable<(string Name, string Value)> Decisive()
    {
        yield return ("BatchSize", $"{options.BatchSize}");
        yield return ("AccumulatedBatches", $"{options.AccumulatedBatches}");
        yield return ("Seed", $"{options.Seed}");
        yield return ("Shuffle", options.Shuffle ? "true" : "false");
        yield return ("batches of an epoch", data.Batches is { } known ? $"{known}" : "unknown");
        yield return ("data", data.Training);
        yield return ("validation data", data.Validation);
        var better = options.IsLargerBetter ? "larger" : "smaller";
        yield return ("BestMetric", options.BestMetric is null ? "the loss" : $"{options.BestMetric}, {better} being better");
        yield return ("Augmentation", options.Augmentation?.ToString() ?? "none");
    }

    private void WriteObjectives(Utf8JsonWriter json)
    {
        json.WriteStartArray("objectives");
        for (var objective = 0; objective < engine.Layout.Objectives.Length; objective++)
        {
            var update = engine.UpdateOf(objective);
            json.WriteStartObject();
            json.WriteString("name", engine.Layout.Objectives[objective].Name);
            json.WriteString("optimizer", engine.Layout.Objectives[objective].Optimizer);
            json.WriteNumber("steps", update.Steps);
            json.WriteStartArray("scalars");
            foreach (var scalar in update.Scalars)
                json.WriteNumberValue(scalar);
            json.WriteEndArray();
            json.WriteStartArray("plateaus");
            foreach (var plateau in update.Training.Plateaus.OfType<Plateau>())
            {
                json.WriteStartObject();
                json.WriteNumber("factor", plateau.Factor);
                Real(json, "best", plateau.Best);
                json.WriteNumber("waited", plateau.Waited);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteEpochs(Utf8JsonWriter json)
    {
        json.WriteStartArray("epochs");
        foreach (var epoch in state.Epochs)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch.Epoch);
            Real(json, "loss", epoch.Loss);
            if (epoch.ValidationLoss is { } loss)
                Real(json, "validationLoss", loss);
            if (epoch.ValidationAccuracy is { } accuracy)
                json.WriteNumber("validationAccuracy", accuracy);
            json.WriteNumber("duration", epoch.Duration.Ticks);
            json.WriteNumber("waited", epoch.Waited.Ticks);
            json.WriteNumber("rate", epoch.Rate);
            json.WriteStartObject("metrics");
            foreach (var (name, value) in epoch.Metrics)
                Real(json, name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads and checks everything before anything is changed.</summary>
    private void Apply(JsonElement json, IReadOnlyList<StoredTensor> tensors)
    {
        if (json.GetProperty("version").GetInt32() is not Version and var version)
            throw Unfit($"it is of version {version}, this is version {Version}");
        // The network first: where that differs, all else does.
        _ = ModelFile.Compare(path, tensors, [.. engine.Parameters, .. engine.State], new LoadOptions(), out _);
        CheckOptions(json.GetProperty("options"));
        var objectives = json.GetProperty("objectives").EnumerateArray().Select(ObjectiveOf).ToArray();
        CheckObjectives(objectives, tensors);
        var (bestEpoch, bestScore) = (json.GetProperty("bestEpoch").GetInt32(), Real(json, "bestScore"));
        var hasCurrent = tensors.Any(tensor => tensor.Name == CurrentParameters);
        if (hasCurrent != (best.IsRestored && bestEpoch > 0))
            throw Unfit($"it {(hasCurrent ? "kept" : "did not keep")} the best epoch's weights, this training does{(hasCurrent ? " not" : "")} (KeepBestWeights, and validation data)");
        var (seed, steps, draws, read) = (json.GetProperty("modelSeed").GetUInt32(), json.GetProperty("steps").GetInt64(), json.GetProperty("draws").GetInt64(), StateOf(json));
        if (hasCurrent)
        {
            CheckLength(tensors, CurrentParameters, engine.Parameters);
            CheckLength(tensors, CurrentState, engine.State);
        }

        ModelFile.Load(path, tensors, [.. engine.Parameters, .. engine.State], new LoadOptions());
        best.Resume(bestEpoch, bestScore);
        engine.Restore(hasCurrent ? ValuesOf(tensors, CurrentParameters) : engine.Parameters.Values, hasCurrent ? ValuesOf(tensors, CurrentState) : engine.State.Values);
        engine.Resume(seed, steps, draws);
        for (var objective = 0; objective < objectives.Length; objective++)
            Apply(objectives[objective], engine.UpdateOf(objective), ValuesOf(tensors, SlotsOf(objective)));
        state.Assign(read);
    }

    private void CheckLength(IReadOnlyList<StoredTensor> tensors, string name, NamedTensors own)
    {
        if (ValuesOf(tensors, name).Length is var length && length != own.Values.Length)
            throw Unfit($"its '{name}' has {length} values, the model has {own.Values.Length}");
    }

    private static TrainingState StateOf(JsonElement json)
    {
        var state = new TrainingState
        {
            Epoch = json.GetProperty("epoch").GetInt32(),
            Batches = json.GetProperty("epochBatches").GetInt32(),
            Steps = json.GetProperty("epochSteps").GetInt32(),
            Samples = json.GetProperty("epochSamples").GetInt64(),
            Weight = json.GetProperty("epochWeight").GetInt64(),
            LossSum = json.GetProperty("epochLossSum").GetDouble(),
            Rate = json.GetProperty("rate").GetDouble(),
            AllSteps = json.GetProperty("allSteps").GetInt64(),
            Elapsed = new TimeSpan(json.GetProperty("elapsed").GetInt64()),
        };
        state.Epochs.AddRange(json.GetProperty("epochs").EnumerateArray().Select(EpochOf));
        return state;
    }

    private void CheckOptions(JsonElement given)
    {
        foreach (var (name, value) in Decisive())
        {
            if (given.GetProperty(name).GetString() is var was && was != value)
                throw Unfit($"it is of a training whose {name} is {was}, this one's is {value}");
        }
    }

    private static Objective ObjectiveOf(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("optimizer").GetString()!,
        json.GetProperty("steps").GetInt64(),
        [.. json.GetProperty("scalars").EnumerateArray().Select(scalar => scalar.GetDouble())],
        [.. json.GetProperty("plateaus").EnumerateArray().Select(plateau => (plateau.GetProperty("factor").GetDouble(), Real(plateau, "best"), plateau.GetProperty("waited").GetInt32()))]);

    private void CheckObjectives(Objective[] objectives, IReadOnlyList<StoredTensor> tensors)
    {
        string[] names = [.. objectives.Select(objective => objective.Name)], expected = [.. engine.Layout.Objectives.Select(objective => objective.Name)];
        if (!names.SequenceEqual(expected))
            throw Unfit($"its objectives are {string.Join(", ", names)}, those of this model {string.Join(", ", expected)}");
        for (var objective = 0; objective < objectives.Length; objective++)
        {
            var (update, optimizer) = (engine.UpdateOf(objective), engine.Layout.Objectives[objective].Optimizer);
            if (objectives[objective].Optimizer != optimizer)
                throw Unfit($"the optimizer of '{names[objective]}' was {objectives[objective].Optimizer}, this one's is {optimizer}");
            var (slots, scalars) = (ValuesOf(tensors, SlotsOf(objective)).Length, objectives[objective].Scalars.Length);
            if (slots != update.Slots.Length || scalars != update.Scalars.Length)
            {
                var (kept, keeps) = ($"{slots} values and {scalars} numbers", $"{update.Slots.Length} and {update.Scalars.Length}");
                throw Unfit($"the optimizer of '{names[objective]}' kept {kept}, this one keeps {keeps}: its properties differ (AmsGrad, Centered)");
            }
        }
    }

    private static void Apply(Objective objective, ParameterUpdate update, ReadOnlySpan<float> slots)
    {
        update.Resume(objective.Steps);
        slots.CopyTo(update.Slots.Span);
        objective.Scalars.CopyTo(update.Scalars);

        // Schedules that were not there begin anew.
        foreach (var (plateau, was) in update.Training.Plateaus.OfType<Plateau>().Zip(objective.Plateaus))
            (plateau.Factor, plateau.Best, plateau.Waited) = was;
    }

    private static TrainingEpoch EpochOf(JsonElement json) => new(
        json.GetProperty("epoch").GetInt32(),
        (float)Real(json, "loss"),
        json.TryGetProperty("validationLoss", out _) ? (float)Real(json, "validationLoss") : null,
        json.TryGetProperty("validationAccuracy", out var accuracy) ? accuracy.GetDouble() : null,
        new TimeSpan(json.GetProperty("duration").GetInt64()))
    {
        Waited = new TimeSpan(json.GetProperty("waited").GetInt64()),
        Rate = json.GetProperty("rate").GetDouble(),
        Metrics = json.GetProperty("metrics").EnumerateObject().ToDictionary(metric => metric.Name, metric => Real(json.GetProperty("metrics"), metric.Name)),
    };

    private static ReadOnlySpan<float> ValuesOf(IReadOnlyList<StoredTensor> tensors, string name) => tensors.FirstOrDefault(tensor => tensor.Name == name)?.Values;

    /// <summary>Writes a number that may be infinite or NaN, which JSON has only as text.</summary>
    private static void Real(Utf8JsonWriter json, string name, double value) => json.WriteString(name, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    private static double Real(JsonElement json, string name) => double.Parse(json.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private InvalidDataException Unfit(string why, Exception? inner = null) => new($"Training cannot go on from '{path}': {why}.", inner);

    /// <summary>What an objective's optimizer and schedules keep, as the text has it.</summary>
    private sealed record Objective(string Name, string Optimizer, long Steps, double[] Scalars, (double Factor, double Best, int Waited)[] Plateaus);
}

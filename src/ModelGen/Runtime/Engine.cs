using System.Buffers;
using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// What a generated class holds: its memory, and the way from its members to its emitted programs. Networks may run on any number of threads at once; everything else is for one
/// thread at a time, and running a network while the parameters change gives undefined values.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Engine
{
    private readonly ModelLayout layout;
    private readonly ModelMemory model;
    private readonly BatchRun run;
    private readonly Inference inference;
    private readonly ParameterUpdate[] updates;
    private readonly SparseGradients sparse;
    private readonly PinnedBuffer gradients, stateBefore, accumulators = new(), spareGradients = new();
    private readonly Turns turns;
    private long drawsBefore;

    /// <summary>Makes a model with freshly initialized parameters.</summary>
    /// <param name="layout">The generated description.</param>
    /// <param name="program">The generated code.</param>
    /// <param name="seed">Decides the first weights and all random numbers of training.</param>
    public Engine(ModelLayout layout, CompiledProgram program, int seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(program);
        this.layout = layout;
        turns = new Turns(layout.Name);
        model = new ModelMemory(layout, program, unchecked((uint)seed));
        Hyperparameters = new Hyperparameters(layout, model.Hyperparameters, turns);
        run = new BatchRun(layout, program, model);
        inference = new Inference(layout, program, model);
        // Loops and no queries here and in what a first step calls: the JIT would compile each query's generic methods.
        gradients = new PinnedBuffer(model.Parameters.Length);
        sparse = new SparseGradients(layout, gradients);
        var longest = 0;
        foreach (var objective in layout.Objectives)
            longest = Math.Max(longest, sparse.Length + layout.Programs[objective.Step].Accumulators);
        gradients.Ensure(longest);
        updates = new ParameterUpdate[layout.Objectives.Length];
        for (var objective = 0; objective < updates.Length; objective++)
            updates[objective] = new ParameterUpdate(layout, program, model, gradients, sparse, objective, Hyperparameters);
        stateBefore = new PinnedBuffer(model.State.Length);
        Parameters = new NamedTensors(model.Parameters, model.ParameterCount, layout.Parameters, this);
        State = new NamedTensors(model.State, model.StateCount, layout.State, this);
        Gradients = new NamedTensors(gradients, model.ParameterCount, layout.Parameters, writer: null, sparse);
    }

    /// <summary>What is trained.</summary>
    public NamedTensors Parameters { get; }

    /// <summary>Running statistics and the like: saved, not trained.</summary>
    public NamedTensors State { get; }

    /// <summary>The gradient that was computed last, laid out as <see cref="Parameters"/>: penalties included, not clipped.</summary>
    public NamedTensors Gradients { get; }

    /// <summary>The numbers of training that may change without compiling again.</summary>
    public Hyperparameters Hyperparameters { get; }

    /// <summary>The objectives, in source order.</summary>
    public IReadOnlyList<TrainedObjective> Objectives => [.. Enumerable.Range(0, updates.Length).Select(index => new TrainedObjective(this, index))];

    /// <summary>Optimizer steps taken, of all objectives together.</summary>
    public long Steps { get; private set; }

    /// <summary>Batches whose steps count, each of which drew random numbers of its own: as many as steps, unless steps take several batches.</summary>
    internal long Draws { get; private set; }

    internal ModelLayout Layout => layout;

    internal Inference Inference => inference;

    /// <summary>What moves an objective's learning rate, in order.</summary>
    public IReadOnlyList<Schedule> SchedulesOf(int objective) => updates[objective].Training.Schedules;

    /// <summary>Gives an objective other schedules.</summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public void SetSchedules(int objective, IReadOnlyList<Schedule> schedules)
    {
        using var turn = turns.Take();
        updates[objective].Training.Schedules = schedules;
    }

    /// <summary>An objective's groups of parameters; of several that hold one the last counts.</summary>
    public IReadOnlyList<ParameterGroup> GroupsOf(int objective) => updates[objective].Training.Groups;

    /// <summary>Gives an objective other groups of parameters.</summary>
    /// <exception cref="ArgumentException">One is null, or holds no parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A factor or a decay out of range.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public void SetGroups(int objective, IReadOnlyList<ParameterGroup> groups)
    {
        using var turn = turns.Take();
        updates[objective].Training.Groups = groups;
    }

    /// <summary>What a parameter's indices are drawn from; nothing where all are equally likely.</summary>
    public NoiseDistribution? NoiseOf(int noise) => model.Noises[noise];

    /// <summary>Lets a parameter's indices be drawn from another distribution.</summary>
    /// <exception cref="ArgumentException">It has another number of indices.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public void SetNoise(int noise, NoiseDistribution? distribution)
    {
        using var turn = turns.Take();
        model.Noises[noise] = distribution;
    }

    /// <summary>An objective's learning rate at a step of its optimizer, schedules included.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="step">Steps that the optimizer has made, from 0; nothing for those that it has made by now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A step below 0.</exception>
    /// <exception cref="InvalidOperationException">A schedule gave something that is no rate.</exception>
    public double RateAt(int objective, long? step = null)
    {
        if (step is { } given)
            ArgumentOutOfRangeException.ThrowIfNegative(given, nameof(step));
        return updates[objective].Training.RateAt(step ?? updates[objective].Steps);
    }

    /// <summary>One step of an objective's optimizer. Where the loss, its gradient or a running statistic is not finite, parameters, state and the optimizer's memory stay as they were.</summary>
    /// <returns>The mean loss over the batch, penalties included; NaN where it is finite, but nothing changed.</returns>
    /// <exception cref="ArgumentException">A column of another length than the others say, or too small a batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public float TrainStep(int objective, scoped in Columns columns) => TryStep(objective, columns, out var loss) || !float.IsFinite(loss) ? loss : float.NaN;

    /// <summary>A step that says whether it changed anything.</summary>
    /// <inheritdoc cref="TrainStep"/>
    internal bool TryStep(int objective, scoped in Columns columns, out float loss)
    {
        using var turn = turns.Take();
        var update = updates[objective];
        var rate = RateAt(objective);
        BeginStep();
        loss = (float)(RunStep(objective, columns, out _) + update.CompleteGradients(run));
        return IsFinite(loss, update) ? Apply(update, rate) : Undo();
    }

    /// <summary>A batch of a step that takes several: its gradient is added to those of the batches before it.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="columns">The batch.</param>
    /// <param name="isFirst">Whether it is the step's first, of all objectives.</param>
    /// <param name="loss">Gets its mean loss, without penalties.</param>
    /// <returns>Whether the loss and running statistics are finite; otherwise all is as before the step's first batch.</returns>
    internal bool TryAccumulate(int objective, scoped in Columns columns, bool isFirst, out float loss)
    {
        using var turn = turns.Take();
        if (isFirst)
            BeginStep();
        var mean = RunStep(objective, columns, out var batch);
        loss = (float)mean;
        if (!float.IsFinite(loss) || !Finite.All(model.State.Span))
            return Undo();
        updates[objective].Accumulate(run, WeightOf(objective, columns, batch), mean);
        Draws++;
        return true;
    }

    /// <summary>The step for the batches that were accumulated.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="loss">Gets the mean loss of all their samples, penalties included.</param>
    /// <returns>Whether it changed anything; otherwise all is as before the step's first batch, but for the parameters of objectives that have finished theirs.</returns>
    internal bool TryFinish(int objective, out float loss)
    {
        using var turn = turns.Take();
        var update = updates[objective];
        var rate = RateAt(objective);
        loss = (float)update.CompleteAccumulated();
        if (!IsFinite(loss, update))
            return Undo();
        Draws--;
        return Apply(update, rate);
    }

    /// <summary>Forgets the batches of a step that is not finished.</summary>
    internal void AbandonStep()
    {
        using var turn = turns.Take();
        Undo();
    }

    private void BeginStep()
    {
        model.State.Span.CopyTo(stateBefore.Span);
        drawsBefore = Draws;
    }

    private double RunStep(int objective, scoped in Columns columns, out int batch)
    {
        var declared = layout.Objectives[objective];
        batch = ColumnCheck.BatchOf(declared.Columns, columns, declared.MinimumBatch);
        sparse.Clear();
        return RunPinned(declared.Step, columns, default, batch, gradients, isTraining: true);
    }

    /// <summary>What a batch's mean loss counts among those of other batches: its samples, or the steps of its sequences.</summary>
    internal int WeightOf(int objective, scoped in Columns columns, int batch) =>
        layout.Objectives[objective].Lengths is >= 0 and var lengths ? TensorPrimitives.Sum(MemoryMarshal.Cast<float, int>(columns[lengths])) : batch;

    /// <summary>Says where the values of a step that failed cease to be finite: its forward pass runs again, watched, and where all of that is finite the gradients tell.</summary>
    /// <returns>A sentence; nothing where no layer can be named.</returns>
    internal string? DescribeOrigin(int objective, scoped in Columns columns)
    {
        using var turn = turns.Take();
        var declared = layout.Objectives[objective];
        var batch = ColumnCheck.BatchOf(declared.Columns, columns, declared.MinimumBatch);
        var watch = new ValueWatch();
        RunPinned(declared.Loss, columns, default, batch, accumulators, isTraining: false, watch);
        if (watch.Name is { } layer)
            return $"'{layer}' made the first value that is not finite, of the batch's sample {watch.Sample}.";

        // Gradients flow backwards: the last in the order of the network was there first.
        return Gradients.LastOrDefault(gradient => !Finite.All(gradient.Values)) is { } tensor
            ? $"The layers' values are finite; on the way back from the loss, the gradient of '{tensor.Name}' is the first that is not."
            : null;
    }

    private bool IsFinite(float loss, ParameterUpdate update) => float.IsFinite(loss) && update.AreGradientsFinite && Finite.All(model.State.Span);

    private bool Apply(ParameterUpdate update, double rate)
    {
        update.Apply(rate);
        Steps++;
        Draws++;
        model.Written();
        return true;
    }

    private bool Undo()
    {
        stateBefore.Span.CopyTo(model.State.Span);
        Draws = drawsBefore;
        foreach (var update in updates)
            update.Drop();
        return false;
    }

    /// <summary>The mean loss as the next step would compute it, penalties included; nothing changes.</summary>
    /// <inheritdoc cref="TrainStep"/>
    public float Loss(int objective, scoped in Columns columns)
    {
        var declared = layout.Objectives[objective];
        var batch = ColumnCheck.BatchOf(declared.Columns, columns, declared.MinimumBatch);
        using var turn = turns.Take();
        return (float)(RunPinned(declared.Loss, columns, default, batch, accumulators, isTraining: false) + updates[objective].Penalty(spareGradients));
    }

    /// <summary>The mean loss and, in <see cref="Gradients"/>, its gradient, as the next step would compute them: penalties included, not clipped; nothing else changes.</summary>
    /// <inheritdoc cref="TrainStep"/>
    public float ComputeGradients(int objective, scoped in Columns columns)
    {
        var declared = layout.Objectives[objective];
        var batch = ColumnCheck.BatchOf(declared.Columns, columns, declared.MinimumBatch);
        using var turn = turns.Take();
        var update = updates[objective];
        sparse.Clear();
        return (float)(RunPinned(declared.Step, columns, default, batch, gradients, isTraining: false) + update.CompleteGradients(run));
    }

    /// <summary>The mean loss of a batch at inference, without penalties.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="columns">The batch.</param>
    /// <param name="output">Gets the judged scores, sample after sample.</param>
    internal double Evaluate(int objective, scoped in Columns columns, Span<float> output)
    {
        var declared = layout.Objectives[objective];
        var batch = ColumnCheck.BatchOf(declared.Columns, columns, minimumBatch: 1);
        using var turn = turns.Take();
        model.Prepare();
        return RunPinned(declared.Evaluate, columns, output, batch, accumulators, isTraining: false);
    }

    /// <summary>Runs a network on one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample, row-major.</param>
    /// <param name="output">Gets the network's output.</param>
    /// <exception cref="ArgumentException">Another length than one sample has.</exception>
    public void Predict(int network, ReadOnlySpan<float> input, Span<float> output) => inference.Predict(layout.Networks[network], input, output);

    /// <summary>Runs a network on one sample and returns its output in a new array.</summary>
    /// <inheritdoc cref="Predict(int, ReadOnlySpan{float}, Span{float})"/>
    public float[] Predict(int network, ReadOnlySpan<float> input)
    {
        var output = new float[layout.Networks[network].Outputs[0].Width];
        Predict(network, input, output);
        return output;
    }

    /// <summary>Runs a network of any data parameters and results on one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">A span for each data parameter.</param>
    /// <param name="outputs">Gets the results.</param>
    /// <exception cref="ArgumentException">Another length than one sample has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index out of range.</exception>
    public void Predict(int network, scoped in Columns inputs, scoped in Outputs outputs) => inference.Predict(layout.Networks[network], inputs, outputs, isOneSample: true);

    /// <summary>Runs a network with one result on one sample and returns it in a new array.</summary>
    /// <inheritdoc cref="Predict(int, in Columns, in Outputs)"/>
    public float[] Predict(int network, scoped in Columns inputs)
    {
        var output = new float[layout.Networks[network].Outputs[0].Width];
        Predict(network, inputs, Outputs.Of(output));
        return output;
    }

    /// <summary>The number of values that a result has for a batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="output">The result.</param>
    /// <param name="inputs">A span for each data parameter, sample after sample.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value out of range.</exception>
    public long LengthOf(int network, int output, scoped in Columns inputs)
    {
        var declared = layout.Networks[network];
        return ColumnCheck.CountOf(declared.Outputs[output], inputs, ColumnCheck.BatchOf(declared.Inputs, inputs, minimumBatch: 0));
    }

    /// <summary>Runs a network of any data parameters and results on a batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">A span for each data parameter, sample after sample.</param>
    /// <param name="outputs">Gets the results, sample after sample.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index out of range.</exception>
    public void PredictBatch(int network, scoped in Columns inputs, scoped in Outputs outputs) => inference.Predict(layout.Networks[network], inputs, outputs, isOneSample: false);

    /// <summary>The values of a batch that is given as a tensor.</summary>
    /// <exception cref="ArgumentException">Another shape or layout.</exception>
    public ReadOnlySpan<float> InputOf(int network, int input, in ReadOnlyTensorSpan<float> tensor)
    {
        var column = layout.Networks[network].Inputs[input];
        _ = TensorCheck.BatchOf(tensor, column);
        return TensorCheck.Flat(tensor);
    }

    /// <summary>The memory of a batch of results that is given as a tensor.</summary>
    /// <exception cref="ArgumentException">Another shape or layout.</exception>
    public Span<float> OutputOf(int network, int output, in TensorSpan<float> tensor)
    {
        var column = layout.Networks[network].Outputs[output];
        _ = TensorCheck.BatchOf(tensor.AsReadOnlyTensorSpan(), column);
        return TensorCheck.Flat(tensor);
    }

    /// <summary>The batch of a network that takes no data: as many samples as its first result has room for.</summary>
    /// <exception cref="ArgumentException">Another shape or layout.</exception>
    public Columns BatchOf(int network, in TensorSpan<float> output) =>
        Columns.OfBatch(TensorCheck.BatchOf(output.AsReadOnlyTensorSpan(), layout.Networks[network].Outputs[0]));

    /// <summary>Runs a network on a batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Shape [batch, …input's shape] or [batch, width], dense.</param>
    /// <param name="outputs">Shape [batch, …output's shape] or [batch, width], dense.</param>
    /// <exception cref="ArgumentException">Another shape or layout.</exception>
    public void Predict(int network, in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs) => inference.Predict(layout.Networks[network], inputs, outputs);

    /// <summary>The probability of each class (of class 1, for each output of a binary objective).</summary>
    /// <inheritdoc cref="Predict(int, ReadOnlySpan{float}, Span{float})"/>
    public void Probabilities(int network, ReadOnlySpan<float> input, Span<float> output) => inference.Probabilities(layout.Networks[network], input, output);

    /// <summary>The probability of each class, for a network of any data parameters.</summary>
    /// <inheritdoc cref="Predict(int, in Columns, in Outputs)"/>
    public void Probabilities(int network, scoped in Columns inputs, Span<float> output)
    {
        Predict(network, inputs, Outputs.Of(output));
        var width = layout.Networks[network].Outputs[0].Width;
        for (var first = 0; first < output.Length; first += width)
            Scores.ToProbabilities(layout.Networks[network].Scores, output.Slice(first, width));
    }

    /// <summary>The most probable class of each step, for a network with scores of each; of a single score 1 where it is positive, otherwise 0.</summary>
    /// <inheritdoc cref="Predict(int, in Columns, in Outputs)"/>
    public void Labels(int network, scoped in Columns inputs, Span<int> labels)
    {
        var width = layout.Networks[network].Outputs[0].Width;
        var count = checked((int)LengthOf(network, 0, inputs));
        if (labels.Length * (long)width != count)
            throw new ArgumentException($"Expected {count / width} labels, one for each step, got {labels.Length}.", "stepLabels");
        var rented = ArrayPool<float>.Shared.Rent(count);
        var scores = rented.AsSpan(0, count);
        PredictBatch(network, inputs, Outputs.Of(scores));
        for (var step = 0; step < labels.Length; step++)
            labels[step] = Scores.Label(scores.Slice(step * width, width));
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>The most probable class, for a network of any data parameters; of a single score 1 where it is positive, otherwise 0.</summary>
    /// <inheritdoc cref="Predict(int, in Columns, in Outputs)"/>
    public int Label(int network, scoped in Columns inputs) => inference.Label(layout.Networks[network], inputs);

    /// <summary>The most probable class; of a single score 1 where it is positive, otherwise 0. Scores that are NaN are never the largest, and say nothing.</summary>
    /// <inheritdoc cref="Predict(int, ReadOnlySpan{float}, Span{float})"/>
    public int Label(int network, ReadOnlySpan<float> input) => inference.Label(layout.Networks[network], input);

    /// <summary>Writes parameters and state as a safetensors file with PyTorch's names.</summary>
    /// <param name="path">The file; replaced once the new one is complete.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public void Save(string path)
    {
        using var turn = turns.Take();
        ModelFile.Save(path, [.. Parameters, .. State]);
    }

    /// <summary>Reads parameters and state from a safetensors file; the optimizer's memory stays, and so does a <c>num_batches_tracked</c> that the file lacks. Where anything is wrong the model stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">A damaged file, or one with other tensors or shapes; the message names file and tensor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public void Load(string path)
    {
        using var turn = turns.Take();
        _ = ModelFile.Load(path, [.. Parameters, .. State], new LoadOptions());
        model.Written();
    }

    /// <summary>Reads some of the parameters and state from a safetensors file, and says what it found; the optimizer's memory stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which tensors, and whether all must be there.</param>
    /// <exception cref="InvalidDataException">A damaged file, or, strictly, one without what is asked for; the model is as it was.</exception>
    /// <exception cref="ArgumentException">The pattern is no tensor's name, or two tensors get one name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public LoadReport Load(string path, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var turn = turns.Take();
        var report = ModelFile.Load(path, [.. Parameters, .. State], options);
        model.Written();
        return report;
    }

    /// <summary>Trains: each step lets every objective make one of its own, in source order, on the same samples.</summary>
    /// <param name="data">The objectives' distinct data parameters, in source order.</param>
    /// <param name="validation">Evaluated after each epoch, for early stopping and the choice of the best weights.</param>
    /// <param name="options">Epochs, batches and so on; nothing for the defaults.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <exception cref="ArgumentException">Data that is not the model's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, a class index or a target out of range.</exception>
    /// <exception cref="TrainingException">A loss, a gradient or a validation loss is NaN or infinite; the exception's own description says which weights the model has then.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the weights of the last step are kept, not those of the best epoch.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public TrainingHistory Train(DataSet data, DataSet? validation = null, TrainingOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var turn = turns.TakeAll();
        using var loop = new TrainingLoop(this, data, validation, options ?? new TrainingOptions());
        return loop.Run(cancellation);
    }

    /// <summary>Mean loss and accuracy of the first objective at inference.</summary>
    /// <param name="data">Columns in the order of the objective's parameters.</param>
    /// <param name="metrics">What else is measured.</param>
    /// <exception cref="ArgumentException">Data that is not the model's, or a loss that is not finite because a value of the data is not.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    /// <exception cref="InvalidOperationException">A metric that cannot measure the model's answers.</exception>
    public Evaluation Evaluate(DataSet data, IReadOnlyList<Metric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        metrics ??= [];
        TrainingOptions.CheckMetrics(metrics, nameof(metrics));
        using var evaluator = new Evaluator(this, data, nameof(data));
        var evaluation = evaluator.Evaluate(metrics);
        return float.IsFinite(evaluation.Loss) || evaluator.DescribeNotFinite() is not { } cause
            ? evaluation
            : throw new ArgumentException(FormattableString.Invariant($"The loss is {evaluation.Loss}. {cause}"), nameof(data));
    }

    /// <summary>Overwrites a tensor of the parameters or the state.</summary>
    internal void Write(NamedTensor tensor, ReadOnlySpan<float> values)
    {
        using var turn = turns.Take();
        values.CopyTo(tensor.Writable);
        model.Written();
    }

    /// <summary>What updates an objective's parameters.</summary>
    internal ParameterUpdate UpdateOf(int objective) => updates[objective];

    /// <summary>Goes on as after some steps.</summary>
    internal void Resume(uint seed, long steps, long draws)
    {
        model.Seed = seed;
        (Steps, Draws) = (steps, draws);
    }

    /// <summary>Determines every random number of the training.</summary>
    internal uint Seed => model.Seed;

    /// <summary>Overwrites all parameters and all state.</summary>
    internal void Restore(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state)
    {
        using var turn = turns.Take();
        model.Restore(parameters, state);
    }

    private unsafe double RunPinned(
        int program, scoped in Columns columns, Span<float> output, int batch, PinnedBuffer accumulators, bool isTraining, ValueWatch? watch = null)
    {
        fixed (float* column0 = columns[0], column1 = columns[1], column2 = columns[2], column3 = columns[3])
        fixed (float* column4 = columns[4], column5 = columns[5], column6 = columns[6], column7 = columns[7], to = output)
        {
            Pointers inputs = default;
            ReadOnlySpan<nint> addresses =
                [(nint)column0, (nint)column1, (nint)column2, (nint)column3, (nint)column4, (nint)column5, (nint)column6, (nint)column7];
            addresses.CopyTo(inputs);
            return run.Run(program, inputs, (nint)to, batch, accumulators, accumulators == gradients ? sparse.Length : 0, Draws, isTraining, watch);
        }
    }
}

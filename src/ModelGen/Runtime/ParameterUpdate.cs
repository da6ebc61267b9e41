using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// What follows the backward pass: the chunks' gradients are added up in order, batches of an accumulated step too, penalties join them, the norm is taken, the optimizer updates. All over fixed pieces of
/// the parameters, whose sums are added in order, so that any number of threads gives the same bits.
/// </summary>
internal sealed class ParameterUpdate : Job
{
    /// <summary>Words read and written from which threads pay: some 20 µs of work.</summary>
    private const long ParallelWords = 200_000;

    /// <summary>Keeps the scale finite where the gradient vanishes, as in PyTorch's <c>clip_grad_norm_</c>.</summary>
    private const float NormEpsilon = 1e-6f;

    private readonly CompiledProgram program;
    private readonly ModelMemory model;
    private readonly ModelLayout layout;
    private readonly ObjectiveLayout objective;
    private readonly ObjectiveTraining training;
    private readonly Hyperparameters hyperparameters;
    private readonly int index;
    private readonly PinnedBuffer gradients, accumulated = new();
    private readonly double[] scalars;
    private readonly RangeLayout[] weights;
    private readonly MaxNorm maxNorm;
    private readonly SparseGradients sparseGradients;
    private readonly SparseUpdate[] sparse;
    private UpdatePiece[] pieces = [];
    private double[] penalties = [], squares = [], rowSquares = [], numbers = [];
    private long trained;
    private int groupsVersion = -1, numbersVersion = -1;
    private double numbersRate;
    private BatchRun? run;
    private Work work;
    private int samples, batch;
    private double losses;
    private volatile bool areGradientsFinite;
    private float gradientScale;

    public ParameterUpdate(ModelLayout layout, CompiledProgram program, ModelMemory model, PinnedBuffer gradients, SparseGradients sparseGradients, int objective, Hyperparameters hyperparameters)
    {
        this.layout = layout;
        this.program = program;
        this.model = model;
        this.gradients = gradients;
        this.sparseGradients = sparseGradients;
        this.objective = layout.Objectives[objective];
        this.hyperparameters = hyperparameters;
        index = objective;
        training = new ObjectiveTraining(layout, this.objective, hyperparameters);
        Slots = new PinnedBuffer((long)model.Parameters.Length * this.objective.Slots);
        scalars = new double[this.objective.Scalars];
        Array.Fill(scalars, 1);
        weights = WeightsOf(layout);
        maxNorm = new MaxNorm(layout, model, this.objective.Trained);
        sparse = Array.ConvertAll(sparseGradients.Of(layout.Programs[this.objective.Step]), gradient => new SparseUpdate(gradient));
    }

    /// <summary>What an update does with a piece.</summary>
    private enum Work
    {
        /// <summary>Adds up the chunks, and adds the result to what earlier batches of the step gave.</summary>
        Accumulate,

        /// <summary>Adds up the chunks and makes the step's gradient of them.</summary>
        Complete,

        /// <summary>Makes the step's gradient of what was accumulated.</summary>
        CompleteAccumulated,

        /// <summary>Lets the optimizer use the gradient.</summary>
        Update,
    }

    /// <summary>Numbers, schedules and groups.</summary>
    public ObjectiveTraining Training => training;

    /// <summary>Updates that this optimizer has made.</summary>
    public long Steps { get; private set; }

    /// <summary>What the optimizer keeps for each parameter.</summary>
    public PinnedBuffer Slots { get; }

    /// <summary>What it keeps once for all parameters.</summary>
    public Span<double> Scalars => scalars;

    /// <summary>Whether all of the gradient that was completed last is finite.</summary>
    public bool AreGradientsFinite => areGradientsFinite;

    /// <summary>Whether penalties are part of the loss and the gradient.</summary>
    public bool HasPenalty => training.L1 > 0 || training.L2 > 0;

    /// <summary>Adds the gradient of a batch to those of the step's batches before it.</summary>
    /// <param name="run">The run of the objective's step program, which added its first chunk's up in place.</param>
    /// <param name="batch">Its samples, or what its mean loss counts otherwise.</param>
    /// <param name="loss">Their mean loss.</param>
    public void Accumulate(BatchRun run, int batch, double loss)
    {
        accumulated.Ensure(model.Parameters.Length);
        sparseGradients.Collect(run);
        foreach (var update in sparse)
            update.BeginAccumulation();
        Do(Work.Accumulate, run, batch, run.Chunks + 1);
        samples += batch;
        losses += loss * batch;
    }

    /// <summary>Completes the gradient after a run of the objective's step program, which added its first chunk's up in place.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The penalties.</returns>
    public double CompleteGradients(BatchRun run)
    {
        sparseGradients.Collect(run);
        Do(Work.Complete, run, batch: 0, run.Chunks + 1);
        return Sum(penalties);
    }

    /// <summary>Completes the gradient as the mean over all samples of the batches that were accumulated.</summary>
    /// <returns>Their mean loss, penalties included.</returns>
    public double CompleteAccumulated()
    {
        sparseGradients.Clear();
        foreach (var update in sparse)
            update.TakeAccumulated(accumulated);
        Do(Work.CompleteAccumulated, run: null, batch: 0, wordsPerParameter: 2);
        var mean = losses / samples;
        Drop();
        return mean + Sum(penalties);
    }

    /// <summary>Forgets the batches that were accumulated.</summary>
    public void Drop()
    {
        (samples, losses) = (0, 0);
        foreach (var update in sparse)
            update.Drop();
    }

    /// <summary>The penalties alone.</summary>
    /// <param name="spare">Memory for a gradient that nobody reads.</param>
    public double Penalty(PinnedBuffer spare)
    {
        if (!HasPenalty)
            return 0;
        Arrange();
        spare.Ensure(model.Parameters.Length);
        var sum = 0.0;
        foreach (var piece in pieces)
            sum += Penalize(piece, spare);
        return sum;
    }

    /// <summary>Lets the optimizer use the completed gradient.</summary>
    /// <param name="rate">The step's rate.</param>
    public void Apply(double rate)
    {
        if (numbersVersion != hyperparameters.Version || numbersRate != rate)
            Fill(rate);
        Steps++;
        gradientScale = training.ClipNorm is > 0 and var clip ? Math.Min(1, clip / ((float)Math.Sqrt(Sum(squares) + Sum(rowSquares)) + NormEpsilon)) : 1;
        if (scalars.Length > 0)
            program.BeginUpdate(index, RangeOf(new UpdatePiece(0, 0, 0, IsFrozen: false, 0)));
        work = Work.Update;
        ForEachPiece(2 + objective.Slots * 2);
        if (training.MaxNorm is > 0 and var norm)
            maxNorm.Apply(norm);
    }

    /// <summary>Goes on as after some steps.</summary>
    public void Resume(long steps) => Steps = steps;

    public override void Execute(int number, int worker)
    {
        if (number >= pieces.Length)
        {
            ExecuteRows(number - pieces.Length);
            return;
        }

        ref readonly var piece = ref pieces[number];
        if (work == Work.Update)
        {
            if (!piece.IsFrozen)
                program.Update(index, RangeOf(piece));
            return;
        }

        var gradient = gradients.Span[piece.From..piece.To];
        if (work == Work.CompleteAccumulated)
            TensorPrimitives.Divide(accumulated.Span[piece.From..piece.To], samples, gradient);
        else
            AddChunks(gradient, piece.From);
        if (work == Work.Accumulate)
        {
            Accumulate(gradient, accumulated.Span[piece.From..piece.To]);
            return;
        }

        penalties[number] = HasPenalty ? Penalize(piece, gradients) : 0;
        if (!Finite.All(gradient))
            areGradientsFinite = false;
        if (training.ClipNorm > 0)
            squares[number] = piece.IsFrozen ? 0 : Squares.Sum(gradient);
    }

    private void ExecuteRows(int number)
    {
        var (tensor, piece) = (0, number);
        for (; piece >= sparse[tensor].Gradient.Pieces; tensor++)
            piece -= sparse[tensor].Gradient.Pieces;
        var update = sparse[tensor];
        var (from, to) = update.Gradient.Piece(piece);
        if (work == Work.Update)
        {
            if (!update.IsFrozen)
                program.Update(index, RowsOf(update, from, to));
            return;
        }

        var sum = 0.0;
        for (var place = from; place < to; place++)
        {
            var gradient = update.Gradient.Gradient(place);
            if (work == Work.CompleteAccumulated)
                TensorPrimitives.Divide(gradient, samples, gradient);
            else
                update.Gradient.Sum(place);
            if (work == Work.Accumulate)
                update.Accumulate(place, accumulated, batch);
            else if (!Finite.All(gradient))
                areGradientsFinite = false;
            sum += training.ClipNorm > 0 && !update.IsFrozen ? Squares.Sum(gradient) : 0;
        }

        rowSquares[number] = sum;
    }

    private void AddChunks(Span<float> gradient, int from)
    {
        for (var chunk = 1; chunk < run!.Chunks; chunk++)
            Lanes.Add(ref MemoryMarshal.GetReference(run.Accumulators(chunk, from - sparseGradients.Length, gradient.Length)), gradient.Length, ref MemoryMarshal.GetReference(gradient));
    }

    /// <summary>Adds a batch's gradients, each sample counting the same.</summary>
    private void Accumulate(ReadOnlySpan<float> gradient, Span<float> sum)
    {
        if (samples > 0)
            TensorPrimitives.FusedMultiplyAdd(gradient, batch, sum, sum);
        else
            TensorPrimitives.Multiply(gradient, batch, sum);
    }

    private double Penalize(in UpdatePiece piece, PinnedBuffer gradients)
    {
        var penalty = 0.0;
        for (var i = piece.FirstWeights; i < weights.Length && weights[i].From < piece.To && !piece.IsFrozen; i++)
        {
            var (from, length) = (Math.Max(weights[i].From, piece.From), Math.Min(weights[i].To, piece.To) - Math.Max(weights[i].From, piece.From));
            if (length > 0)
                penalty += Penalties.Add(model.Parameters.Span.Slice(from, length), gradients.Span.Slice(from, length), training.L1, training.L2);
        }

        return penalty;
    }

    private static double Sum(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private void Do(Work work, BatchRun? run, int batch, int wordsPerParameter)
    {
        Arrange();
        areGradientsFinite = true;
        Array.Clear(rowSquares);
        (this.work, this.run, this.batch) = (work, run, batch);
        ForEachPiece(wordsPerParameter);
    }

    /// <summary>Cuts the parameters into pieces anew where groups have changed.</summary>
    private void Arrange()
    {
        if (groupsVersion == training.GroupsVersion)
            return;
        groupsVersion = training.GroupsVersion;
        numbersVersion = -1;
        pieces = UpdatePiece.Cut(layout, objective.Trained, training, weights);
        trained = 0;
        foreach (var piece in pieces)
            trained += piece.To - piece.From;
        maxNorm.Arrange(training);
        foreach (var update in sparse)
            update.Arrange(training);
        penalties = new double[pieces.Length];
        squares = new double[pieces.Length];
        numbers = new double[training.NumberCount * 2 * (training.Groups.Count + 1)];
    }

    /// <summary>Writes down what the optimizer reads: for each group, for weights and for what is none.</summary>
    private void Fill(double rate)
    {
        for (var set = 0; set < 2 * (training.Groups.Count + 1); set++)
            training.Fill(numbers.AsSpan(set * training.NumberCount, training.NumberCount), rate, set / 2, isWeight: set % 2 == 1);
        (numbersVersion, numbersRate) = (hyperparameters.Version, rate);
    }

    private void ForEachPiece(int wordsPerParameter)
    {
        var (count, values) = (pieces.Length, trained);
        foreach (var update in sparse)
        {
            count += update.Gradient.Pieces;
            values += update.Gradient.Rows.Length * (long)update.Gradient.Width;
        }

        if (rowSquares.Length < count - pieces.Length)
            rowSquares = new double[count - pieces.Length];
        if (count == 1)
            Execute(number: 0, worker: 0);
        else if (count > 1)
            WorkerPool.Shared.Run(this, count, values * wordsPerParameter >= ParallelWords ? ModelGenThreads.Count : 1);
    }

    private static RangeLayout[] WeightsOf(ModelLayout layout)
    {
        var count = 0;
        foreach (var tensor in layout.Parameters)
            count += tensor.IsWeight ? 1 : 0;
        var weights = new RangeLayout[count];
        count = 0;
        foreach (var tensor in layout.Parameters)
        {
            if (tensor.IsWeight)
                weights[count++] = new RangeLayout(tensor.Offset, tensor.Offset + tensor.Size);
        }

        return weights;
    }

    private ParameterRange RangeOf(in UpdatePiece piece) => RangeOf(piece.Numbers, piece.From, piece.To);

    private ParameterRange RowsOf(SparseUpdate update, int from, int to) => RangeOf(update.Numbers, from, to) with
    {
        Rows = update.Gradient.Rows,
        FirstUses = update.Gradient.Places.First,
        Values = update.Gradient.Places.Values,
        Tensor = update.Gradient.Tensor.Offset,
        Width = update.Gradient.Width,
    };

    private ParameterRange RangeOf(int set, int from, int to) => new(
        ref ModelMemory.At(model.Parameters.Address), ref ModelMemory.At(gradients.Address), ref ModelMemory.At(Slots.Address), model.Parameters.Length,
        ref numbers[set * training.NumberCount], ref MemoryMarshal.GetArrayDataReference(scalars), from, to, Steps, gradientScale);
}

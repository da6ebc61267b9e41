using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>
/// What follows the backward pass: the chunks' gradients are added up in order, penalties join them, the norm is taken, the optimizer updates. All over fixed pieces of the
/// parameters, whose sums are added in order, so that any number of threads gives the same bits.
/// </summary>
internal sealed class ParameterUpdate : Job
{
    private const int PieceLength = 4096;

    /// <summary>Words read and written from which threads pay: some 20 µs of work.</summary>
    private const long ParallelWords = 200_000;

    /// <summary>Keeps the scale finite where the gradient vanishes, as in PyTorch's <c>clip_grad_norm_</c>.</summary>
    private const float NormEpsilon = 1e-6f;

    private readonly CompiledProgram program;
    private readonly ModelMemory model;
    private readonly ObjectiveLayout objective;
    private readonly int index;
    private readonly PinnedBuffer gradients, slots;
    private readonly RangeLayout[] pieces;
    private readonly long trained;
    private readonly double[] penalties, squares;
    private BatchRun? run;
    private bool isUpdating;
    private volatile bool areGradientsFinite;
    private float gradientScale;

    public ParameterUpdate(ModelLayout layout, CompiledProgram program, ModelMemory model, PinnedBuffer gradients, int objective)
    {
        this.program = program;
        this.model = model;
        this.gradients = gradients;
        this.objective = layout.Objectives[objective];
        index = objective;
        slots = new PinnedBuffer((long)model.Parameters.Length * this.objective.Slots);
        pieces = PiecesOf(this.objective.Trained);
        foreach (var piece in pieces)
            trained += piece.To - piece.From;
        penalties = new double[pieces.Length];
        squares = new double[pieces.Length];
    }

    /// <summary>Updates that this optimizer has made.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether all of the gradient that was completed last is finite.</summary>
    public bool AreGradientsFinite => areGradientsFinite;

    /// <summary>Completes the gradient after a run of the objective's step program, which added its first chunk's up in place.</summary>
    /// <returns>The penalties.</returns>
    public double CompleteGradients(BatchRun run)
    {
        this.run = run;
        isUpdating = false;
        areGradientsFinite = true;
        ForEachPiece(run.Chunks + 1);
        return Sum(penalties);
    }

    /// <summary>The penalties alone.</summary>
    /// <param name="spare">Memory for a gradient that nobody reads.</param>
    public double Penalty(PinnedBuffer spare)
    {
        if (!objective.HasPenalty)
            return 0;
        spare.Ensure(model.Parameters.Length);
        var sum = 0.0;
        foreach (var piece in pieces)
            sum += program.Regularize(index, RangeOf(piece, spare));
        return sum;
    }

    /// <summary>Lets the optimizer use the completed gradient.</summary>
    public void Apply()
    {
        Steps++;
        gradientScale = objective.ClipNorm > 0 ? Math.Min(1, objective.ClipNorm / ((float)Math.Sqrt(Sum(squares)) + NormEpsilon)) : 1;
        isUpdating = true;
        ForEachPiece(2 + objective.Slots * 2);
    }

    public override void Execute(int number, int worker)
    {
        var piece = pieces[number];
        if (isUpdating)
        {
            program.Update(index, RangeOf(piece, gradients));
            return;
        }

        var gradient = gradients.Span[piece.From..piece.To];
        for (var chunk = 1; chunk < run!.Chunks; chunk++)
            Lanes.Add(ref MemoryMarshal.GetReference(run.Accumulators(chunk, piece.From, gradient.Length)), gradient.Length, ref MemoryMarshal.GetReference(gradient));
        if (objective.HasPenalty)
            penalties[number] = program.Regularize(index, RangeOf(piece, gradients));
        if (!Finite.All(gradient))
            areGradientsFinite = false;
        if (objective.ClipNorm > 0)
            squares[number] = SumOfSquares(gradient);
    }

    private static double Sum(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    /// <summary>Eight running sums and a fixed tree; the squares are exact in double, so that contracting them changes nothing.</summary>
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        Vector256<double> lower = default, upper = default;
        var i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (first, second) = Vector256.Widen(Vector256.Create(values[i..]));
            lower += first * first;
            upper += second * second;
        }

        var lanes = lower + upper;
        var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        for (; i < values.Length; i++)
            sum += (double)values[i] * values[i];
        return sum;
    }

    private void ForEachPiece(int wordsPerParameter)
    {
        if (pieces.Length == 1)
        {
            Execute(number: 0, worker: 0);
            return;
        }

        var isWorthThreads = trained * wordsPerParameter >= ParallelWords;
        WorkerPool.Shared.Run(this, penalties.Length, isWorthThreads ? ModelGenThreads.Count : 1);
    }

    private static RangeLayout[] PiecesOf(RangeLayout[] ranges)
    {
        var count = 0;
        foreach (var range in ranges)
            count += (range.To - range.From + PieceLength - 1) / PieceLength;
        var pieces = new RangeLayout[count];
        count = 0;
        foreach (var range in ranges)
        {
            for (var from = range.From; from < range.To; from += PieceLength)
                pieces[count++] = new RangeLayout(from, Math.Min(from + PieceLength, range.To));
        }

        return pieces;
    }

    private ParameterRange RangeOf(RangeLayout piece, PinnedBuffer gradients) => new(
        ref ModelMemory.At(model.Parameters.Address), ref ModelMemory.At(gradients.Address), ref ModelMemory.At(slots.Address), model.Parameters.Length,
        piece.From, piece.To, Steps, gradientScale, rateFactor: 1);
}

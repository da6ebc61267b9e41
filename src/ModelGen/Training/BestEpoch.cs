using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Remembers the epoch that last improved the loss, and its weights.</summary>
internal sealed class BestEpoch(Engine engine, TrainingOptions options, bool isRestored)
{
    private readonly float[] parameters = isRestored ? new float[engine.Parameters.Values.Length] : [];
    private readonly float[] state = isRestored ? new float[engine.State.Values.Length] : [];
    private float loss = float.PositiveInfinity;

    /// <summary>Its number, from 1; 0 for none yet.</summary>
    public int Epoch { get; private set; }

    /// <summary>Takes note of an epoch that just ended.</summary>
    public void Consider(int epoch, float loss)
    {
        if (!(loss < this.loss - options.MinimumImprovement))
            return;
        Epoch = epoch;
        this.loss = loss;
        if (isRestored)
        {
            engine.Parameters.Values.CopyTo(parameters);
            engine.State.Values.CopyTo(state);
        }

        if (options.CheckpointPath is { } path)
            engine.Save(path);
    }

    /// <summary>Gives the model its best epoch's weights where they are to be kept, and says whether it has them now.</summary>
    public bool Restore()
    {
        if (!isRestored || Epoch == 0)
            return false;
        engine.Restore(parameters, state);
        return true;
    }
}

using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Remembers the epoch that last improved what it is judged by, and its weights.</summary>
internal sealed class BestEpoch(Engine engine, TrainingOptions options, bool isRestored)
{
    private readonly float[] parameters = isRestored ? new float[engine.Parameters.Values.Length] : [];
    private readonly float[] state = isRestored ? new float[engine.State.Values.Length] : [];

    /// <summary>Its number, from 1; 0 for none yet.</summary>
    public int Epoch { get; private set; }

    /// <summary>What it was judged by, smaller being better.</summary>
    public double Score { get; private set; } = double.PositiveInfinity;

    /// <summary>Its weights, where they are to be kept.</summary>
    public ReadOnlySpan<float> Parameters => parameters;

    /// <summary>Its running statistics and the like, where they are to be kept.</summary>
    public ReadOnlySpan<float> State => state;

    /// <summary>Whether they are.</summary>
    public bool IsRestored => isRestored;

    /// <summary>Takes note of an epoch that just ended.</summary>
    public void Consider(int epoch, double score)
    {
        if (!(score < Score - options.MinimumImprovement))
            return;
        Epoch = epoch;
        Score = score;
        if (isRestored)
            Remember();
    }

    /// <summary>Goes on as after some epochs; the model has the best one's weights.</summary>
    public void Resume(int epoch, double score)
    {
        (Epoch, Score) = (epoch, score);
        if (isRestored && epoch > 0)
            Remember();
    }

    private void Remember()
    {
        engine.Parameters.Values.CopyTo(parameters);
        engine.State.Values.CopyTo(state);
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

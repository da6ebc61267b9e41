namespace ModelGen.Runtime;

/// <summary>What one objective's optimizer works with: its numbers, its schedules, its groups of parameters.</summary>
internal sealed class ObjectiveTraining
{
    /// <summary>What a model calls its groups, for messages.</summary>
    private const string ParameterGroups = "ParameterGroups";

    private readonly ModelLayout layout;
    private readonly Hyperparameter rate, weightDecay;
    private readonly Hyperparameter? decoupledWeightDecay, clipGradientValue, clipGradientNorm, l1, l2, maxNorm;
    private readonly Hyperparameter[] own;
    private Schedule[] schedules = [];
    private Plateau?[] plateaus = [];
    private ParameterGroup[] groups;

    /// <param name="layout">The model.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="all">The model's numbers.</param>
    public ObjectiveTraining(ModelLayout layout, ObjectiveLayout objective, Hyperparameters all)
    {
        this.layout = layout;
        var prefix = layout.PrefixOf(objective);
        (rate, weightDecay) = (Find("rate")!, Find("weightDecay")!);
        (decoupledWeightDecay, clipGradientValue, clipGradientNorm) = (Find(nameof(decoupledWeightDecay)), Find(nameof(clipGradientValue)), Find(nameof(clipGradientNorm)));
        (l1, l2, maxNorm) = (Find(nameof(l1)), Find(nameof(l2)), Find(nameof(maxNorm)));
        own = new Hyperparameter[objective.OwnHyperparameters];
        for (var i = 0; i < own.Length; i++)
            own[i] = Find(objective.Hyperparameters[2 + i].Name)!;
        groups = objective.Groups;
        Schedules = objective.Schedules;

        Hyperparameter? Find(string name) => all.FindOrNull(prefix + name);
    }

    /// <summary>Raised where groups, and with them the pieces of an update, have changed.</summary>
    public int GroupsVersion { get; private set; }

    public IReadOnlyList<Schedule> Schedules
    {
        get => schedules;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Schedule[] given = [.. value];
            if (Array.IndexOf(given, null) is >= 0 and var index)
                throw new ArgumentException($"Schedule {index} is null.", nameof(Schedules));
            schedules = given;
            plateaus = Array.ConvertAll(given, schedule => schedule is ReduceOnPlateau reduce ? new Plateau(reduce) : null);
        }
    }

    public IReadOnlyList<ParameterGroup> Groups
    {
        get => groups;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ParameterGroup[] given = [.. value];
            foreach (var group in given)
            {
                ArgumentNullException.ThrowIfNull(group, ParameterGroups);
                group.Check();
                if (!Array.Exists(layout.Parameters, tensor => group.Holds(tensor.Name)))
                    throw new ArgumentException($"No parameter is called '{group.Pattern}'. There are: {string.Join(", ", layout.Parameters.Select(tensor => tensor.Name))}.", ParameterGroups);
                if (group.WeightDecay > 0 && Array.Find(layout.Parameters, tensor => tensor.IsSparse && group.Holds(tensor.Name)) is { } sparse)
                    throw new ArgumentException($"'{sparse.Name}' is sparse, and a WeightDecay would change rows that a step has not used: expected none for it.", ParameterGroups);
            }

            groups = given;
            GroupsVersion++;
        }
    }

    /// <summary>How far each schedule that follows the loss has come; nothing for the others.</summary>
    public IReadOnlyList<Plateau?> Plateaus => plateaus;

    /// <summary>Where weights, not biases and the like, decay by themselves.</summary>
    public bool DecaysWeights => decoupledWeightDecay is not null;

    /// <summary>The largest norm of the whole gradient; 0 for any.</summary>
    public float ClipNorm => clipGradientNorm?.Value ?? 0;

    /// <summary>λ of the sum of the weights' magnitudes.</summary>
    public float L1 => l1?.Value ?? 0;

    /// <summary>λ of the sum of their squares.</summary>
    public float L2 => l2?.Value ?? 0;

    /// <summary>The largest norm of a unit's weights; 0 for any.</summary>
    public float MaxNorm => maxNorm?.Value ?? 0;

    /// <summary>Doubles that <see cref="Fill"/> writes.</summary>
    public int NumberCount => ParameterRange.FirstOwn + own.Length;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Steps made before it.</param>
    /// <exception cref="InvalidOperationException">A schedule gave something that is no rate.</exception>
    public double RateAt(long step)
    {
        var scheduled = rate.Exact;
        for (var i = 0; i < schedules.Length; i++)
        {
            scheduled = plateaus[i]?.RateAt(scheduled) ?? schedules[i].RateAt(scheduled, step);
            if (!(scheduled is >= 0 and < double.PositiveInfinity))
                throw new InvalidOperationException(FormattableString.Invariant($"The schedule {schedules[i].GetType().Name} gave the rate {scheduled} at step {step}; expected a finite number, 0 or more."));
        }

        return scheduled;
    }

    /// <summary>Takes note of the loss after an epoch.</summary>
    public void Consider(double loss)
    {
        foreach (var plateau in plateaus)
            plateau?.Consider(loss);
    }

    /// <summary>The group of a tensor: its index, or the number of groups for none.</summary>
    public int GroupOf(TensorLayout tensor) => Array.FindLastIndex(groups, group => group.Holds(tensor.Name)) is >= 0 and var index ? index : groups.Length;

    /// <summary>Whether a group stays as it is.</summary>
    public bool IsFrozen(int group) => group < groups.Length && groups[group].IsFrozen;

    /// <summary>Writes what the optimizer reads: see <see cref="ParameterRange"/>.</summary>
    /// <param name="numbers">Gets <see cref="NumberCount"/> numbers.</param>
    /// <param name="scheduled">The step's rate.</param>
    /// <param name="group">The group.</param>
    /// <param name="isWeight">Whether it is for weights, and not for biases and the like.</param>
    public void Fill(Span<double> numbers, double scheduled, int group, bool isWeight)
    {
        var declared = group < groups.Length ? groups[group] : null;
        numbers[0] = scheduled * (declared?.RateFactor ?? 1);
        numbers[1] = declared?.WeightDecay ?? weightDecay.Exact;
        numbers[2] = isWeight ? decoupledWeightDecay?.Exact ?? 0 : 0;
        numbers[3] = clipGradientValue is { Exact: > 0 and var clip } ? clip : double.PositiveInfinity;
        for (var i = 0; i < own.Length; i++)
            numbers[ParameterRange.FirstOwn + i] = own[i].Exact;
    }
}

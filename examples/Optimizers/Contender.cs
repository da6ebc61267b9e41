using ModelGen;

/// <summary>What all networks here can do; the generator writes the members.</summary>
internal interface INetwork
{
    /// <summary>Numbers that may change without compiling again, the rate among them.</summary>
    Hyperparameters Hyperparameters { get; }

    /// <summary>How the rate moves from step to step.</summary>
    IReadOnlyList<Schedule> Schedules { get; set; }

    /// <summary>Trains.</summary>
    TrainingHistory Train(DataSet data, DataSet? validation = null, TrainingOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Evaluates.</summary>
    Evaluation Evaluate(DataSet data);
}

/// <summary>An optimizer in the race.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes the network that it trains, from a seed.</param>
internal sealed record Contender(string Name, Func<int, INetwork> Create)
{
    /// <summary>All.</summary>
    public static readonly Contender[] All =
    [
        new("Sgd", seed => new SgdNetwork(seed)),
        new("Sgd with momentum", seed => new MomentumNetwork(seed)),
        new("Sgd with Nesterov", seed => new NesterovNetwork(seed)),
        new("Adam", seed => new AdamNetwork(seed)),
        new("AdamW", seed => new AdamWNetwork(seed)),
        new("Nadam", seed => new NadamNetwork(seed)),
        new("RmsProp", seed => new RmsPropNetwork(seed)),
        new("Adagrad", seed => new AdagradNetwork(seed)),
        new("Adadelta", seed => new AdadeltaNetwork(seed)),
        new("Lion", seed => new LionNetwork(seed)),
    ];
}

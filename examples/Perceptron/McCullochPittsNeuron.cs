using ModelGen;

// Fires (1) where the weighted sum of its inputs reaches the threshold. No loss: its weights are set, not learned.
[Model]
[Input(2)]
[Dense(1), Step]
public partial class McCullochPittsNeuron;

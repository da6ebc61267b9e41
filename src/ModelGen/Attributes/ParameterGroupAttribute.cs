namespace ModelGen;

/// <summary>
/// Weights that are trained at a rate or with a decay of their own, or not at all: <c>[ParameterGroup("conv2D*", RateFactor = 0.1f)]</c>. It stands beside the optimizer; of several groups that hold a weight the last
/// counts. Without a pattern it stands right behind a layer, <c>[Dense(10), ParameterGroup(IsFrozen = true)]</c>, and holds that layer's weights. Running code may set others: <see cref="ParameterGroup"/>.
/// </summary>
/// <param name="pattern">
/// The name of a tensor (<c>dense1.weight</c>), of what holds it (<c>residual3</c>), or one with <c>*</c> for any letters (<c>*.bias</c>); nothing for the layer before.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ParameterGroupAttribute(string? pattern = null) : Attribute
{
    /// <summary>The names; nothing for those of the layer before.</summary>
    public string? Pattern { get; } = pattern;

    /// <summary>What the learning rate is multiplied by, at least 0.</summary>
    public float RateFactor { get; set; } = 1;

    /// <summary>The optimizer's weight decay for this group, at least 0; unless it is set, the optimizer's own.</summary>
    public float WeightDecay { get; set; } = float.NaN;

    /// <summary>Whether its weights stay as they are.</summary>
    public bool IsFrozen { get; set; }
}

namespace ModelGen;

/// <summary>A layer of a sequential network; the order in the source is the order of the layers.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;

/// <summary>A layer that multiplies by weights of its own.</summary>
public abstract class WeightedLayerAttribute : LayerAttribute
{
    /// <summary>How the weights get their first values. With any other than <see cref="Initializer.Default"/> the bias starts at zero.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The constant, the deviation or the factor that <see cref="Initializer"/> speaks of; 0, if it is not set, means the initializer's own default.</summary>
    public float InitializerScale { get; set; }

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}

/// <summary>The loss that training minimizes, as its mean over the batch; a class has one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute;

/// <summary>How a step changes the parameters; a class has one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class OptimizerAttribute : Attribute
{
    private protected OptimizerAttribute(float rate) => Rate = rate;

    /// <summary>The learning rate η, above 0.</summary>
    public float Rate { get; }

    /// <summary>λ, at least 0; what it multiplies is the optimizer's choice.</summary>
    public float WeightDecay { get; set; }
}

/// <summary>What keeps the parameters small or the gradient bounded; regularizers stack.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class RegularizerAttribute : Attribute;

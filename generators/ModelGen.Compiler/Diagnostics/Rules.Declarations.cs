namespace ModelGen.Compiler.Diagnostics;

/// <summary>What can be wrong with a declaration before any shape is known.</summary>
public static partial class Rules
{
    /// <summary>The class is not partial.</summary>
    public static Rule NotPartial { get; } = new(
        "MG1001",
        "A model must be partial",
        "'{layer}' is a model, so it must be partial: its members are generated. Write 'partial class {layer}'.",
        Severity.Error,
        "The generator adds members to the class, which C# allows only where every declaration of the class has the word partial.");

    /// <summary>A containing type is not partial.</summary>
    public static Rule ContainingTypeNotPartial { get; } = new(
        "MG1002",
        "Types around a model must be partial",
        "'{layer}' is a model inside '{0}', so '{0}' must be partial too",
        Severity.Error,
        "The generator reopens every type around the model to add members to it.");

    /// <summary>The class or a containing type is generic.</summary>
    public static Rule Generic { get; } = new(
        "MG1003",
        "A model must not be generic",
        "'{layer}' is a model, but '{0}' has type parameters. Remove them, or move the model out of the generic type.",
        Severity.Error,
        "A network's shapes and code are fixed when it is compiled: there is nothing that a type parameter could stand for.");

    /// <summary>The class is static or abstract.</summary>
    public static Rule NoInstances { get; } = new(
        "MG1004",
        "A model must not be static or abstract",
        "'{layer}' is a model, so it must not be {0}: a model is an object with weights of its own",
        Severity.Error,
        "Weights, gradients and the optimizer's state belong to an instance, made by the generated constructor.");

    /// <summary>No input.</summary>
    public static Rule NoInput { get; } = new(
        "MG1005",
        "A model needs an input",
        "'{layer}' has no [Input]. Add the shape of one sample, such as [Input(4)] for four features or [Input(1, 28, 28)] for channels, height and width{0}.",
        Severity.Error,
        "Every other shape follows from the input's.");

    /// <summary>Two inputs.</summary>
    public static Rule TwoInputs { get; } = new(
        "MG1006",
        "A model of layers in sequence has one input",
        "'{layer}' is a second input, after '{0}'. Keep one of them.",
        Severity.Error,
        "Layers stand in one sequence, which starts at one input.");

    /// <summary>No layers.</summary>
    public static Rule NoLayers { get; } = new(
        "MG1007",
        "A model needs a layer",
        "'{layer}' has no layers. Add at least one after [Input], such as [Dense(10)].",
        Severity.Error,
        "A network without layers computes nothing.");

    /// <summary>An input's sizes are wrong.</summary>
    public static Rule InputShape { get; } = new(
        "MG1008",
        "An input's sizes must be at least 1",
        "'{layer}': an input has at least one size, and each is at least 1. Write [Input(features)] or [Input(channels, height, width)].",
        Severity.Error,
        "The sizes are those of one sample, outermost first; the batch is never written.")
    {
        FunctionMessage = "'{layer}': a shape has at least one size, and each is at least 1. Write [Shape(features)] or [Shape(channels, height, width)].",
    };

    /// <summary>Language attributes on a class that is not a model.</summary>
    public static Rule NotAModel { get; } = new(
        "MG1009",
        "Layers need [Model]",
        "'{layer}' has [{0}], but no [Model], so nothing is generated for it. Add [Model].",
        Severity.Error,
        "[Model] is what makes a class a model; without it the other attributes have no effect.");

    /// <summary>A constant is out of its range.</summary>
    public static Rule ConstantOutOfRange { get; } = new(
        "MG1010",
        "A constant is out of range",
        "'{layer}': {0} is {1}, but must be {2}",
        Severity.Error,
        "The argument has no meaning outside the range that the message names.");

    /// <summary>Two losses.</summary>
    public static Rule TwoLosses { get; } = new(
        "MG1011",
        "A model of layers in sequence has one loss",
        "'{layer}' is a second loss, after '{0}'. Keep one of them.",
        Severity.Error,
        "Training makes one number small.");

    /// <summary>Two optimizers.</summary>
    public static Rule TwoOptimizers { get; } = new(
        "MG1012",
        "A loss has one optimizer",
        "'{layer}' is a second optimizer, after '{0}'. Keep one of them.",
        Severity.Error,
        "A training step updates every weight once, by one rule.");

    /// <summary>A loss without an optimizer.</summary>
    public static Rule NoOptimizer { get; } = new(
        "MG1013",
        "A loss needs an optimizer",
        "'{layer}' {0}, but has no optimizer. Add one, such as [Adam(1e-3f)], or remove {1} if the model only predicts.",
        Severity.Error,
        "With a loss or an objective the class can be trained, and the optimizer says how.");

    /// <summary>An optimizer or a regularizer without a loss.</summary>
    public static Rule NoLoss { get; } = new(
        "MG1014",
        "Optimizers and regularizers need a loss",
        "'{layer}' has '{0}', but no loss. Add one, such as [CrossEntropy], or remove '{0}' if the model only predicts.",
        Severity.Error,
        "An optimizer makes a loss smaller; without a loss there is nothing to train.");

    /// <summary>Layers on two declarations of one class.</summary>
    public static Rule LayersOnTwoDeclarations { get; } = new(
        "MG1015",
        "Layers stand on one declaration",
        "'{layer}' stands on a second declaration of the class, after {0}, so the order of the layers is ambiguous. Move all layers to one declaration.",
        Severity.Error,
        "The order of the attributes is the order of the layers; between two declarations of a partial class there is none.");

    /// <summary>The 0-1 loss as an objective.</summary>
    public static Rule ZeroOneHasNoGradient { get; } = new(
        "MG1016",
        "The 0-1 loss cannot be trained on",
        "'{layer}' has no gradient: it is 0 or 1 and flat in between. Train on [CrossEntropy], [Hinge] or [Perceptron], and read Evaluation.ZeroOneLoss.",
        Severity.Error,
        "Gradient descent needs a slope. The 0-1 loss is a metric: Evaluate gives it for every model with a loss on classes.");

    /// <summary>A member of the user's has a generated member's name.</summary>
    public static Rule MemberCollides { get; } = new(
        "MG1017",
        "A member collides with a generated one",
        "'{layer}' {0} '{1}', which is also generated. Give it another name.",
        Severity.Error,
        "The generator adds members such as Predict, TrainStep and Parameters to the class; documentation of the class lists them. Overloads of generated methods with other parameters are allowed.");

    /// <summary>The network does not fit.</summary>
    public static Rule NetworkTooLarge { get; } = new(
        "MG1018",
        "The network is too large",
        "'{layer}' brings the network to {0} {1}; at most {2} are possible. Make it smaller, or put a stride or pooling before it.",
        Severity.Error,
        "Offsets in emitted code are 32-bit integers. Make the layer smaller; a stride or pooling before a dense layer makes the most difference.");

    /// <summary>Unroll.Full past the JIT's limits.</summary>
    public static Rule UnrollTooLarge { get; } = new(
        "MG1019",
        "Unroll.Full needs small layers",
        "'{layer}' {0}. Use Unroll.Auto, which unrolls where it is faster.",
        Severity.Error,
        "Past a thousand locals the JIT keeps values in memory, and fully unrolled code becomes slower than loops. Convolutions, pooling, statistics of batches and random numbers are always loops.");

    /// <summary>A constructor of the user's leaves the model without weights.</summary>
    public static Rule ConstructorSkipsWeights { get; } = new(
        "MG1020",
        "A model's constructor must call the generated one",
        "This constructor leaves '{layer}' without weights. Let it call the generated one: ': this(seed: 1)'.",
        Severity.Error,
        "The generated constructor makes the weights. Every other constructor of the class must call it, directly or through another one.");

    /// <summary>The class's name is that of a generated member.</summary>
    public static Rule ModelNamedAsMember { get; } = new(
        "MG1021",
        "A model cannot have the name of a generated member",
        "'{layer}' is also the name of a member that is generated for this class, and C# allows no member with the name of its class. Give the class another name.",
        Severity.Error,
        "The generator adds members such as Predict, Loss and Summary; a class cannot be called like one of its own.");

    /// <summary>A constructor of the user's takes the place of the generated one.</summary>
    public static Rule ConstructorCollides { get; } = new(
        "MG1022",
        "A model's constructor collides with the generated one",
        "'{layer}' declares {0}. {1}.",
        Severity.Error,
        "The generated constructor, with an optional int as the seed, makes the weights. Other constructors may stand beside it, but not one with the same parameters, nor a primary constructor, which all others would have to call.");

    /// <summary>A record, or a class of one file.</summary>
    public static Rule NoOrdinaryClass { get; } = new(
        "MG1041",
        "A model must be an ordinary class",
        "'{layer}' is {0}. Declare it as 'partial class', internal or public.",
        Severity.Error,
        "The generator adds the weights to the class: a copy of a record would share them, and a class that is local to its file cannot be reopened in a generated one.");

    /// <summary>A constant that makes no variants.</summary>
    public static Rule NoVariants { get; } = new(
        "MG1043",
        "Variants are values of a constant of type int",
        "'{layer}' {0}.",
        Severity.Error,
        "The generator emits a network for each value that [Variant] gives a constant of the model's class: const int Width = 64. Of several constants it is each combination, up to 64 networks.");

    /// <summary>A variant that has a mistake although the class has none.</summary>
    public static Rule WrongVariant { get; } = new(
        "MG1044",
        "A variant of the network has a mistake",
        "With {0} the network has a mistake, {1}: {2}",
        Severity.Error,
        "The class is right as it stands, but one of the values that [Variant] lists makes a network that is not. Leave the value out, or let the network follow from the constant.");

    /// <summary>A time axis that is none.</summary>
    public static Rule SequenceParameter { get; } = new(
        "MG1045",
        "A sequence has a largest length, or another's lengths",
        "'{layer}': {0}.",
        Severity.Error,
        "[Sequence(50)] declares a time axis of at most 50 steps; [Sequence(nameof(words))] a parameter with as many steps as an earlier one in each sample.");
}

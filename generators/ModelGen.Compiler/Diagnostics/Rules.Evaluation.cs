namespace ModelGen.Compiler.Diagnostics;

/// <summary>What the evaluator of functions over symbols reports.</summary>
public static partial class Rules
{
    /// <summary>An expression that cannot be executed while compiling.</summary>
    public static Rule NotExecutable { get; } = new(
        "MG1030",
        "The compiler cannot execute this",
        "'{layer}' cannot be executed while compiling: {0}.",
        Severity.Error,
        "Methods over symbols are executed while the compiler runs, so they may use only what is known then: constants, arithmetic, control flow, tuples, arrays, lists, records, and static methods of the project.");

    /// <summary>An evaluation that does not end.</summary>
    public static Rule EndlessEvaluation { get; } = new(
        "MG1031",
        "Code over symbols must end",
        "'{layer}' takes more than {0}: does it end?",
        Severity.Error,
        "Methods over symbols are executed while the compiler runs, which must not wait for an endless loop or recursion.");

    /// <summary>Code that fails when it is executed.</summary>
    public static Rule FailsWhileCompiling { get; } = new(
        "MG1032",
        "The code fails while compiling",
        "'{layer}' fails when it is executed while compiling: {0}.",
        Severity.Error,
        "Methods over symbols are executed while the compiler runs; there what would be an exception at run time is an error.");

    /// <summary>A network or objective whose signature is not one.</summary>
    public static Rule FunctionSignature { get; } = new(
        "MG1033",
        "A network is a static method that returns symbols",
        "'{layer}' must be a static method, not generic, not asynchronous, with a parameter, and with a body that returns a Symbol or, for a network, a tuple of them.",
        Severity.Error,
        "[Network] and [Objective] stand on static methods over symbols, which the compiler executes.");

    /// <summary>A parameter whose shape is not known.</summary>
    public static Rule DataParameter { get; } = new(
        "MG1034",
        "A parameter of a network needs a shape",
        "'{layer}' is no parameter of a network or an objective: {0}",
        Severity.Error,
        "Parameters of networks and objectives are data, a Symbol with [Shape] or a Label, or noise, a Symbol with [Normal] or [Uniform]. What is the same in every call is a constant of the code.");

    /// <summary>More data parameters than a batch has columns.</summary>
    public static Rule TooManyDataParameters { get; } = new(
        "MG1035",
        "Too many data parameters",
        "'{layer}' is one data parameter too many: a network or an objective has at most {0}.",
        Severity.Error,
        "A batch has a limited number of columns. Parameters can be joined into one, and taken apart by ranges.");

    /// <summary>More results than a block has outputs.</summary>
    public static Rule TooManyResults { get; } = new(
        "MG1040",
        "Too many results",
        "'{layer}' has {0} results, but a network has at most {1}. Concat or Stack some of them.",
        Severity.Error,
        "A program writes a limited number of results. Values of one shape can be joined into one.");

    /// <summary>An objective names a network that the class does not have.</summary>
    public static Rule UnknownNetwork { get; } = new(
        "MG1036",
        "An objective names a network of its class",
        "There is no network '{0}' in this class; its networks are: {1}.",
        Severity.Error,
        "[Objective(nameof(Discriminate))] updates only the networks that it names; each must be a method of the class with [Network].");

    /// <summary>An objective names a network that has no part in it.</summary>
    public static Rule NetworkNotCalled { get; } = new(
        "MG1042",
        "An objective calls the networks that it names",
        "'{0}' names '{1}', so that training changes its weights, but computes nothing with a layer of '{1}'. Call it, or name a network that is called.",
        Severity.Error,
        "[Objective(nameof(Discriminate))] updates only the networks that it names: one that it does not call would never change.");

    /// <summary>A layer or loss attribute on an objective.</summary>
    public static Rule NotOnObjectives { get; } = new(
        "MG1037",
        "Layers and losses do not stand on an objective",
        "'{0}' does not belong on an objective: what it computes is written in its body. An optimizer and regularizers stand on it.",
        Severity.Error,
        "An objective's attributes say how to make it smaller: an optimizer, and regularizers.");

    /// <summary>Layer attributes on a class that has networks as methods.</summary>
    public static Rule TwoForms { get; } = new(
        "MG1038",
        "A class has its network as attributes or as methods",
        "'{0}' stands on a class whose networks are methods: call the layer in a method, or take away [Network] and [Objective].",
        Severity.Error,
        "The sequential form, attributes in order, and the function form, methods over symbols, exclude each other in one class.");

    /// <summary>Two calls would have weights of one name.</summary>
    public static Rule NameTaken { get; } = new(
        "MG1039",
        "A name of weights belongs to one call",
        "'{layer}' makes weights of the name '{0}', which {1} already has. Rename one of the two: weights are shared by calls of a network or of a partial method, not by name.",
        Severity.Error,
        "Names count up, but a method called Dense1, or a [Name] that is used twice, can take one that another call has. Files know weights by their names, so each belongs to one call.");
}

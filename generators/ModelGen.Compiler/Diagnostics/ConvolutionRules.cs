namespace ModelGen.Compiler.Diagnostics;

/// <summary>What can be wrong with the operands of a convolution.</summary>
public static partial class Rules
{
    /// <summary>A layer on images gets something else.</summary>
    public static Rule ImageExpected { get; } = new(
        "MG2001",
        "The layer takes an image",
        "'{layer}' takes [channels, height, width], but gets {input} from {from}.",
        Severity.Error,
        "Convolutions and pooling run over images. Put them before [Flatten], or declare the input as [Input(channels, height, width)].");

    /// <summary>Groups must divide the channels.</summary>
    public static Rule GroupsDoNotDivide { get; } = new(
        "MG2002",
        "Groups must divide the channels",
        "'{layer}' has {0} groups, which must divide both its {1} input channels (from {from}) and its {2} filters.",
        Severity.Error,
        "Each group convolves an equal share of the input's channels into an equal share of the filters.");

    /// <summary>Padding.Same with a stride.</summary>
    public static Rule SamePaddingNeedsStrideOne { get; } = new(
        "MG2003",
        "Padding.Same needs a stride of 1",
        "'{layer}': Padding.Same keeps the size and so needs a stride of 1. Write the padding as a number.",
        Severity.Error,
        "With a stride the output cannot be as large as the input.");

    /// <summary>The kernel reaches beyond the padded input.</summary>
    public static Rule KernelLargerThanInput { get; } = new(
        "MG2005",
        "The kernel is larger than its padded input",
        "'{layer}': the kernel reaches over {0}, more than its padded input of {1} ({input} from {from}). Use a smaller kernel or more padding.",
        Severity.Error,
        "A window must fit into the input with its padding at least once.");
}

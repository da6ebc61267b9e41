namespace ModelGen.Compiler.Diagnostics;

/// <summary>What can be wrong with the operands of a convolution.</summary>
public static partial class Rules
{
    /// <summary>A layer on images gets something else.</summary>
    public static Rule ImageExpected { get; } = new(
        "MG2001",
        "The layer takes an image",
        "'{layer}' takes [channels, height, width], but gets {input} from {from}. Put it before [Flatten], or declare [Input(channels, height, width)].",
        Severity.Error,
        "Convolutions and pooling run over images. Put them before [Flatten], or declare the input as [Input(channels, height, width)].")
    {
        FunctionMessage = "'{layer}' takes [channels, height, width], but gets {input} from {from}. Call it before Flatten(…), or make an image of that with Reshape(…).",
    };

    /// <summary>A layer on sequences gets something else.</summary>
    public static Rule SequenceExpected { get; } = new(
        "MG2050",
        "The layer takes a sequence",
        "'{layer}' takes [channels, length], but gets {input} from {from}. Declare the input as [Input(channels, length)], or insert [Reshape(channels, length)].",
        Severity.Error,
        "Convolutions and pooling along one axis run over the second of two.")
    {
        FunctionMessage = "'{layer}' takes [channels, length], but gets {input} from {from}. Make a sequence of that with Reshape(…), or give the data [Shape(channels, length)].",
    };

    /// <summary>A layer on volumes gets something else.</summary>
    public static Rule VolumeExpected { get; } = new(
        "MG2051",
        "The layer takes a volume",
        "'{layer}' takes [channels, depth, height, width], but gets {input} from {from}. Declare the input as [Input(channels, depth, height, width)], or insert [Reshape(channels, depth, height, width)].",
        Severity.Error,
        "A convolution in three dimensions runs over the last three of four axes.")
    {
        FunctionMessage = "'{layer}' takes [channels, depth, height, width], but gets {input} from {from}. Make a volume of that with Reshape(…), or give the data [Shape(channels, depth, height, width)].",
    };

    /// <summary>An output padding as large as the stride.</summary>
    public static Rule OutputPaddingTooLarge { get; } = new(
        "MG2052",
        "An output padding must be smaller than the stride",
        "'{layer}': the output padding is {0}, but must be smaller than the stride of {1}",
        Severity.Error,
        "The output padding only chooses between the sizes that a convolution with this stride would map to the input's size; those are as many as the stride. Further zeros are Pad2D's.");

    /// <summary>The padding takes all of the output.</summary>
    public static Rule NothingLeft { get; } = new(
        "MG2053",
        "The padding takes all of the output",
        "'{layer}': a padding of {0} on every side leaves nothing of the {1} that it makes of {input} from {from}. Use less padding or a larger kernel.",
        Severity.Error,
        "A transposed convolution's padding takes rows and columns off its output, as a convolution's adds them to its input.");

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

    /// <summary>A convolution along time that would change the number of steps.</summary>
    public static Rule ConvolutionKeepsSteps { get; } = new(
        "MG2062",
        "A convolution along time keeps the steps",
        "'{layer}' goes along the steps of a sequence and gives one result for each of them, so it takes a Stride of 1, one group, and no Padding but Padding.Same, which it has anyway. Reduce the steps afterwards, with MaxSteps or MeanSteps.",
        Severity.Error,
        "Samples have lengths of their own, and the result has them too. Zeros stand beyond both ends of each sequence.");
}

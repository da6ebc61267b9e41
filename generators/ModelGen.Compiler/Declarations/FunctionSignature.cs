namespace ModelGen.Compiler.Declarations;

/// <summary>What a network's or an objective's members are called with. It is known even where the body has an error.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="IsObjective">Whether it is an objective.</param>
/// <param name="Parameters">The data parameters.</param>
/// <param name="Outputs">Names of a network's results.</param>
/// <param name="Drawn">Names of parameters whose indices the generated code draws.</param>
/// <param name="IsStepByStep">Whether a network is run step by step as well.</param>
public sealed record FunctionSignature(string Name, bool IsObjective, EquatableArray<ParameterSignature> Parameters, EquatableArray<string> Outputs, EquatableArray<string> Drawn = default, bool IsStepByStep = false)
{
    /// <summary>The functions of a model of layers in sequence; its loss is that of either kind of targets, as one with an error may be unknown.</summary>
    /// <param name="isTrained">Whether it has an objective.</param>
    /// <param name="hasSteps">Whether the input is a sequence.</param>
    /// <param name="takesIndices">Whether the input is indices.</param>
    public static EquatableArray<FunctionSignature> OfLayers(bool isTrained, bool hasSteps, bool takesIndices)
    {
        FunctionSignature predict = new("Predict", IsObjective: false, Inputs("input").ToEquatableArray(), ["output"]);
        return isTrained ? [predict, Loss("labels", areLabels: true), Loss("targets", areLabels: false)] : [predict];

        ParameterSignature[] Inputs(string name) => hasSteps ? [new(name, takesIndices), new("lengths", IsInteger: true, IsLengths: true)] : [new(name, takesIndices)];

        FunctionSignature Loss(string target, bool areLabels) => new("Loss", IsObjective: true, [.. Inputs("inputs"), new ParameterSignature(target, areLabels)], []);
    }
}

/// <summary>A data parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInteger">Whether it is integers.</param>
/// <param name="IsLengths">Whether it is the lengths of sequences.</param>
/// <param name="IsStepped">Whether it belongs to the time axis that a network which is run step by step goes along: the last that a parameter brings.</param>
public sealed record ParameterSignature(string Name, bool IsInteger, bool IsLengths = false, bool IsStepped = false);

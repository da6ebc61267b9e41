using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Declarations;

/// <summary>A model as the user declared it, free of Roslyn and of positions: equal as long as the meaning is.</summary>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="ContainingTypes">The types around the class, outermost first.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Unroll">How layers are to be emitted.</param>
/// <param name="Networks">The networks; the sequential form has one, <c>Predict</c>, or none where its layers are not known.</param>
/// <param name="Objectives">The objectives; the sequential form has at most one, <c>Loss</c>.</param>
/// <param name="IsBroken">Whether binding found an error, so that there is nothing to compile.</param>
/// <param name="PartialMethods">Signatures of the partial methods that are shared layers: the generator gives them a body.</param>
/// <param name="Signatures">What the members of networks and objectives are called with, for a model that has an error.</param>
/// <param name="TakenNames">The user's members with names of generated ones.</param>
public sealed record ModelDeclaration(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    UnrollMode Unroll,
    EquatableArray<NetworkDeclaration> Networks,
    EquatableArray<ObjectiveDeclaration> Objectives,
    bool IsBroken = false,
    EquatableArray<FunctionSignature> Signatures = default,
    EquatableArray<string> TakenNames = default,
    EquatableArray<string> PartialMethods = default)
{
    /// <summary>What stands before <c>partial class</c>: for a variant, which has no declaration of the user's, its accessibility.</summary>
    public string Modifiers { get; init; } = string.Empty;

    /// <summary>The networks that other values of the class's constants give; null where there are none.</summary>
    public ModelVariants? Variants { get; init; }

    /// <summary>Namespace, containing types and name, with dots between them; free of the @ of escaped keywords, which file names cannot have.</summary>
    public string FullName => string.Join(".", new[] { Namespace }.Where(part => part.Length > 0).Concat(ContainingTypes.Select(type => type.Name)).Concat([Name])).Replace("@", string.Empty);

    /// <summary>The name by which a compilation finds the class.</summary>
    public string MetadataName => (Namespace.Length > 0 ? Namespace + "." : string.Empty) + string.Join("+", ContainingTypes.Select(type => type.Name).Concat([Name])).Replace("@", string.Empty);
}

/// <summary>A model's variants, itself the first.</summary>
/// <param name="Names">The constants, as parameters.</param>
/// <param name="All">The classes.</param>
public sealed record ModelVariants(EquatableArray<string> Names, EquatableArray<ModelVariant> All);

/// <summary>A variant's class.</summary>
/// <param name="Values">The constants' values.</param>
/// <param name="Name">The class's name.</param>
public sealed record ModelVariant(EquatableArray<int> Values, string Name);

/// <summary>A type around a model's class.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record ContainingType(string Keyword, string Name);

/// <summary>A function over symbols: calls of operations in order. Values are numbered: the data parameters first, then the results of each call.</summary>
/// <param name="Inputs">The data parameters.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Results">The numbers of the values that the function returns.</param>
public sealed record FunctionDeclaration(EquatableArray<InputDeclaration> Inputs, EquatableArray<CallDeclaration> Calls, EquatableArray<int> Results);

/// <summary>A network.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Function">What it computes.</param>
/// <param name="Outputs">Names of its results, as parameters of the generated members.</param>
public sealed record NetworkDeclaration(string Name, FunctionDeclaration Function, EquatableArray<string> Outputs)
{
    /// <summary>Id of the place that asks for it to be run step by step as well; null where none does.</summary>
    public int? StepByStep { get; init; }

    /// <summary>The time axis whose steps are run one after the other then: the last parameter's that has one.</summary>
    public TimeAxis? SteppedTime => Function.Inputs.LastOrDefault(input => input.Time is not null)?.Time;
}

/// <summary>A data parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape without the batch, and without time.</param>
/// <param name="Origin">Id of its source span.</param>
/// <param name="IsInteger">Whether it is integers: class indices, words, lengths.</param>
/// <param name="Classes">For integers the number of values that they may have; 0 where what takes them says it.</param>
/// <param name="Time">The time axis that it has values along, if any.</param>
/// <param name="IsLengths">Whether it is the lengths of sequences.</param>
public sealed record InputDeclaration(string Name, Shape Shape, int Origin, bool IsInteger = false, int Classes = 0, TimeAxis? Time = null, bool IsLengths = false);

/// <summary>A call of an operation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Operands">Numbers of the data operands' values.</param>
/// <param name="Name">The call's name, such as <c>conv2D1</c>: its weights are <c>conv2D1.weight</c>…. Calls of one name share their weights.</param>
/// <param name="Origin">Id of its source span.</param>
/// <param name="Network">Index of the network that the call belongs to; −1 for an objective's own.</param>
public sealed record CallDeclaration(Operation Operation, EquatableArray<int> Operands, string Name, int Origin, int Network = -1);

/// <summary>An objective: a number for each sample whose mean over the batch training makes smaller.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Function">What it computes, networks' calls included.</param>
/// <param name="NetworkResults">Which of its values are networks' results.</param>
/// <param name="Trained">Indices of the networks that it updates; empty for all that it reaches.</param>
/// <param name="Training">How a step goes about it.</param>
public sealed record ObjectiveDeclaration(
    string Name,
    FunctionDeclaration Function,
    EquatableArray<NetworkResult> NetworkResults,
    EquatableArray<int> Trained,
    TrainingDeclaration Training);

/// <summary>A value of an objective that is the result of a network with one result.</summary>
/// <param name="Network">The network's index.</param>
/// <param name="Value">The value's number.</param>
public sealed record NetworkResult(int Network, int Value);

/// <summary>A tensor of a model.</summary>
/// <param name="Name">PyTorch's name: <c>conv2D1.weight</c>.</param>
/// <param name="Offset">First element in the flat buffer.</param>
/// <param name="Shape">PyTorch's layout.</param>
/// <param name="Initial">How it starts.</param>
/// <param name="IsPenalized">Whether regularizers act on it.</param>
/// <param name="IsInteger">Whether files hold it as an integer.</param>
/// <param name="UnitAxis">The axis whose indices are the layer's outputs.</param>
/// <param name="IsSparse">Whether a step changes only those of its rows that it used.</param>
public sealed record TensorDeclaration(string Name, int Offset, Shape Shape, Initial Initial, bool IsPenalized, bool IsInteger, int UnitAxis = 0, bool IsSparse = false);

/// <summary>A distribution that a model holds, to draw indices from.</summary>
/// <param name="Parameter">The parameter of functions that is drawn from it.</param>
/// <param name="Vocabulary">How many indices there are.</param>
public sealed record NoiseDeclaration(string Parameter, int Vocabulary);

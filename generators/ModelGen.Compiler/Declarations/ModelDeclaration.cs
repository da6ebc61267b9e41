using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Regularizers;

namespace ModelGen.Compiler.Declarations;

/// <summary>A model as the user declared it, free of Roslyn and of positions: equal as long as the meaning is.</summary>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="ContainingTypes">The types around the class, outermost first.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Keyword"><c>class</c> or <c>record</c>.</param>
/// <param name="Unroll">How layers are to be emitted.</param>
/// <param name="Networks">The networks; the sequential form has one, <c>Predict</c>, or none where its layers are not known.</param>
/// <param name="Objectives">The objectives; the sequential form has at most one, <c>Loss</c>.</param>
/// <param name="IsBroken">Whether binding found an error, so that there is nothing to compile.</param>
/// <param name="TakenNames">For a broken declaration, the user's members with names of generated ones.</param>
public sealed record ModelDeclaration(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    string Keyword,
    UnrollMode Unroll,
    EquatableArray<NetworkDeclaration> Networks,
    EquatableArray<ObjectiveDeclaration> Objectives,
    bool IsBroken = false,
    EquatableArray<string> TakenNames = default)
{
    /// <summary>Namespace, containing types and name, with dots between them; free of the @ of escaped keywords, which file names cannot have.</summary>
    public string FullName => string.Join(".", new[] { Namespace }.Where(part => part.Length > 0).Concat(ContainingTypes.Select(type => type.Name)).Concat([Name])).Replace("@", string.Empty);
}

/// <summary>A type around a model's class.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record ContainingType(string Keyword, string Name);

/// <summary>A network: calls of operations in order. Values are numbered: the inputs first, then one for each call.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Inputs">The data parameters.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Result">The number of the value that the network returns.</param>
public sealed record NetworkDeclaration(string Name, EquatableArray<InputDeclaration> Inputs, EquatableArray<CallDeclaration> Calls, int Result);

/// <summary>A data parameter of a network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape without the batch.</param>
/// <param name="Origin">Id of its source span.</param>
public sealed record InputDeclaration(string Name, Shape Shape, int Origin);

/// <summary>A call of an operation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Operands">Numbers of the data operands' values.</param>
/// <param name="Name">The call's name, such as <c>conv2D1</c>: its weights are <c>conv2D1.weight</c>….</param>
/// <param name="Origin">Id of its source span.</param>
public sealed record CallDeclaration(Operation Operation, EquatableArray<int> Operands, string Name, int Origin);

/// <summary>An objective: a loss on a network's output, and how to make it smaller.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Network">Index of the network.</param>
/// <param name="Loss">The loss: an operation on the output and the target.</param>
/// <param name="LossOrigin">Id of the loss's source span.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Regularizers">Penalties and clipping, in source order.</param>
public sealed record ObjectiveDeclaration(string Name, int Network, Loss Loss, int LossOrigin, Optimizer Optimizer, EquatableArray<Regularizer> Regularizers);

/// <summary>A tensor of a model.</summary>
/// <param name="Name">PyTorch's name: <c>conv2D1.weight</c>.</param>
/// <param name="Offset">First element in the flat buffer.</param>
/// <param name="Shape">PyTorch's layout.</param>
/// <param name="Initial">How it starts.</param>
/// <param name="IsPenalized">Whether regularizers act on it.</param>
/// <param name="IsInteger">Whether files hold it as an integer.</param>
public sealed record TensorDeclaration(string Name, int Offset, Shape Shape, Initial Initial, bool IsPenalized, bool IsInteger);

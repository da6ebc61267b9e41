using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Binding;

/// <summary>What a row of layers stands for: a network in which each is called on the result of the one before, the first on the input, and an objective.</summary>
/// <param name="shape">The input's shape.</param>
/// <param name="origin">Id of the input's place.</param>
/// <param name="time">The time axis of the input, if it is a sequence; its lengths are the second column.</param>
/// <param name="layers">The layers, without operands.</param>
internal sealed class LayersInSequence(Shape shape, int origin, TimeAxis? time, IReadOnlyList<CallDeclaration> layers)
{
    /// <summary>Whether the input of a sequence is indices, as its first layer takes them.</summary>
    public static bool TakeIndices(TimeAxis? time, IReadOnlyList<CallDeclaration> layers) => time is not null && layers.FirstOrDefault()?.Operation is Embedding or OneHot;

    /// <summary>The network.</summary>
    public NetworkDeclaration Network
    {
        get
        {
            var inputs = Inputs("input");
            return new NetworkDeclaration("Predict", new FunctionDeclaration(inputs.ToEquatableArray(), Calls(inputs, columns: inputs.Length), [inputs.Length + layers.Count - 1]), ["output"]);
        }
    }

    /// <summary>The loss of the network's output and the targets, whose shape and steps follow from it; null where the network has a mistake.</summary>
    public ObjectiveDeclaration? Objective(Loss loss, int origin, TrainingDeclaration training)
    {
        if (GraphBuilder.Build(Network.Function, new TensorTable()).Graph is not { } graph)
        {
            return null;
        }

        var (inputs, result) = (Inputs("inputs"), graph.Results[0]);
        var target = new InputDeclaration(
            loss.TakesLabels ? "labels" : "targets", loss.TargetShape(result.Shape), origin, loss.TakesLabels, Time: result.Time is null ? null : inputs[0].Time);
        var prediction = layers.Count == 0 ? 0 : inputs.Length + layers.Count;
        var call = new CallDeclaration(loss, [prediction, inputs.Length], Identifiers.Camel(loss.Name), origin);
        var function = new FunctionDeclaration([.. inputs, target], [.. Calls(inputs, columns: inputs.Length + 1), call], [inputs.Length + 1 + layers.Count]);
        return new ObjectiveDeclaration("Loss", function, [new NetworkResult(0, prediction)], [], training);
    }

    private InputDeclaration[] Inputs(string name) => time is null ? [new InputDeclaration(name, shape, origin)] :
    [
        TakeIndices(time, layers) ? new InputDeclaration(name, Shape.Of(shape.Count), origin, IsInteger: true, Time: time with { Name = name }) : new InputDeclaration(name, shape, origin, Time: time with { Name = name }),
        new InputDeclaration("lengths", Shape.Of(1), origin, IsInteger: true, time.MaximumLength + 1, IsLengths: true),
    ];

    /// <summary>The calls of the layers: what goes along time gets the lengths too.</summary>
    private EquatableArray<CallDeclaration> Calls(InputDeclaration[] inputs, int columns)
    {
        var builder = new GraphBuilder(new TensorTable());

        // Behind a mistake nothing is known of a value, and nothing read; without steps nothing needs to be.
        var isKnown = time is not null && inputs.All(input => builder.AddInput(input) is null);
        var made = new List<CallDeclaration>();
        foreach (var layer in layers)
        {
            var (shape, axis) = isKnown ? (Last().Shape, Last().Time) : (null, null);
            var operation = axis is null ? layer.Operation : layer.Operation.AlongTime(shape!) ?? layer.Operation;
            int[] lengths = axis is not null && operation.SequenceOperands.Count > 0 ? [axis.Lengths] : [];
            isKnown = isKnown && builder.AddCall(layer with { Operation = operation, Operands = [made.Count == 0 ? 0 : builder.Values.Count - 1, .. lengths] }) is null;
            made.Add(layer with { Operation = operation, Operands = [made.Count == 0 ? 0 : columns + made.Count - 1, .. lengths] });
        }

        return made.ToEquatableArray();

        Value Last() => builder.Values[made.Count == 0 ? 0 : builder.Values.Count - 1];
    }
}

using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>The tensors of a model, and the numbers of its layers that may change, by name: functions that call a layer of one name share them.</summary>
public sealed class TensorTable
{
    private readonly List<TensorDeclaration> parameters = [];
    private readonly List<TensorDeclaration> state = [];
    private readonly Dictionary<string, (bool IsState, int Index)> known = [];
    private readonly List<Hyperparameter> hyperparameters = [];
    private readonly List<NoiseDeclaration> noises = [];
    private IReadOnlyList<TensorDeclaration>? placed;
    private long count;

    /// <summary>The trained tensors; a parameter value's index points here.</summary>
    public IReadOnlyList<TensorDeclaration> Parameters => placed ??= Placed();

    /// <summary>The tensors that are saved but not trained.</summary>
    public IReadOnlyList<TensorDeclaration> State => state;

    /// <summary>The numbers of layers that may change from run to run, with full names.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters => hyperparameters;

    /// <summary>The distributions that indices are drawn from.</summary>
    public IReadOnlyList<NoiseDeclaration> Noises => noises;

    /// <summary>A call's operation, which reads its number or its distribution where the model has it.</summary>
    public Operation Place(string call, Operation operation)
    {
        if (operation is NoiseIndices noise)
        {
            return Place(call, noise);
        }

        if (operation is not ITunable { Hyperparameter: var own } tunable)
        {
            return operation;
        }

        var name = $"{call}.{own.Name}";
        var slot = hyperparameters.FindIndex(known => known.Argument == name);
        if (slot < 0)
        {
            slot = hyperparameters.Count;
            hyperparameters.Add(own with { Argument = name });
        }

        return tunable.At(slot);
    }

    private NoiseIndices Place(string call, NoiseIndices noise)
    {
        var slot = noises.FindIndex(known => known.Parameter == call);
        if (slot < 0)
        {
            slot = noises.Count;
            noises.Add(new NoiseDeclaration(call, noise.Vocabulary));
        }

        return noise with { Slot = slot, First = noises.Take(slot).Sum(known => 2 * known.Vocabulary) };
    }

    /// <summary>Where the tensors are in their flat buffers.</summary>
    public TensorOffsets Offsets => new(
        [.. Parameters.Select(tensor => tensor.Offset)], [.. state.Select(tensor => tensor.Offset)], parameters.Sum(tensor => tensor.Shape.Count), parameters.Where(tensor => tensor.IsSparse).Sum(tensor => tensor.Shape.Count));

    /// <summary>What is wrong with an operation that draws from a distribution of the model: another call of its name has another one.</summary>
    public Problem? Check(string call, Operation operation) => operation is NoiseIndices noise && noises.Find(known => known.Parameter == call) is { } other && other.Vocabulary != noise.Vocabulary
        ? Problem.Of(Rules.DataParameter, FormattableString.Invariant($"another function draws a parameter of this name from {other.Vocabulary} indices, not {noise.Vocabulary}, and the model has one distribution for both. Give them the same vocabulary or other names"))
        : null;

    /// <summary>What is wrong with weights that a call brings: too many, or of another shape than those of an earlier call of its name.</summary>
    public Problem? Check(string call, IReadOnlyList<Weight> weights)
    {
        foreach (var weight in weights)
        {
            if (known.TryGetValue(FullName(call, weight), out var tensor) && Tensors(tensor.IsState)[tensor.Index].Shape is var shape && !shape.Equals(weight.Shape))
            {
                return Problem.Of(Rules.SharedWeightShape, FullName(call, weight), shape.ToShortString(), weight.Shape.ToShortString());
            }
        }

        var added = weights.Where(weight => !known.ContainsKey(FullName(call, weight))).Sum(weight => weight.Shape.LongCount);
        return Limits.Check("weights", count + added, Limits.Parameters);
    }

    /// <summary>The value that stands for a call's weight in a graph; the tensor is new where no call of that name had it.</summary>
    public Value Add(Graph graph, string call, Weight weight)
    {
        var name = FullName(call, weight);
        var tensors = Tensors(weight.IsState);
        if (!known.TryGetValue(name, out var place))
        {
            var offset = tensors.Count == 0 ? 0 : checked(tensors[^1].Offset + tensors[^1].Shape.Count);
            tensors.Add(new TensorDeclaration(name, offset, weight.Shape, weight.Initial, weight.IsPenalized, weight.IsInteger, weight.UnitAxis, weight.IsSparse));
            placed = null;
            known.Add(name, place = (weight.IsState, tensors.Count - 1));
            count += weight.Shape.LongCount;
        }

        return graph.Tensor(weight.IsState ? ValueSource.State : ValueSource.Parameter, place.Index, name, weight.Shape);
    }

    /// <summary>Sparse tensors stand first: what is added up for all others lies in one piece behind them.</summary>
    private TensorDeclaration[] Placed()
    {
        var (all, next) = (parameters.ToArray(), 0);
        foreach (var isSparse in new[] { true, false })
        {
            for (var i = 0; i < all.Length; i++)
            {
                if (all[i].IsSparse == isSparse)
                {
                    all[i] = all[i] with { Offset = next };
                    next = checked(next + all[i].Shape.Count);
                }
            }
        }

        return all;
    }

    private static string FullName(string call, Weight weight) => $"{call}.{weight.Suffix}";

    private List<TensorDeclaration> Tensors(bool isState) => isState ? state : parameters;
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>The kernels that a program calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KernelList
{
    private readonly List<Delegate> kernels = [];

    internal KernelList()
    {
    }

    internal IReadOnlyList<Delegate> Kernels => kernels;

    /// <summary>Adds a kernel.</summary>
    public void Add(Delegate kernel) => kernels.Add(kernel);
}

/// <summary>
/// What precedes a program's first run: the just-in-time compiler takes half a millisecond for each kernel, far longer than the run's work, so all threads compile them at once, not one
/// thread one after the other as they are called.
/// </summary>
/// <param name="program">The generated code.</param>
/// <param name="programs">How many there are.</param>
internal sealed class FirstRuns(CompiledProgram program, int programs)
{
    private readonly bool[] isPrepared = new bool[programs];

    /// <summary>To be called before each run. Safe from any thread: what is compiled is not compiled again.</summary>
    /// <param name="index">The program.</param>
    public void Prepare(int index)
    {
        if (isPrepared[index])
            return;
        isPrepared[index] = true;
        if (ModelGenThreads.Count == 1 || !RuntimeFeature.IsDynamicCodeCompiled)
            return;
        var list = new KernelList();
        list.Add(Lanes.Copy);
        list.Add(Lanes.Load);
        list.Add(Lanes.StoreApart);
        list.Add(Lanes.AddSums);
        list.Add(Lanes.Add);
        list.Add(Finite.All);
        program.ListKernels(index, list);
        WorkerPool.Shared.Run(new Compilation(list.Kernels), list.Kernels.Count, ModelGenThreads.Count);
    }

    private sealed class Compilation(IReadOnlyList<Delegate> kernels) : Job
    {
        public override void Execute(int index, int worker) => RuntimeHelpers.PrepareDelegate(kernels[index]);
    }
}

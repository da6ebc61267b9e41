using ModelGen.Runtime;

namespace ModelGen;

/// <summary>One of the objectives that a model is trained by, for code that takes any model.</summary>
public sealed class TrainedObjective
{
    private readonly Engine engine;
    private readonly int index;

    internal TrainedObjective(Engine engine, int index)
    {
        this.engine = engine;
        this.index = index;
    }

    /// <summary>The method's name; <c>Loss</c> in the sequential form.</summary>
    public string Name => engine.Layout.Objectives[index].Name;

    /// <summary>What moves the learning rate, in order.</summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public IReadOnlyList<Schedule> Schedules
    {
        get => engine.SchedulesOf(index);
        set => engine.SetSchedules(index, value);
    }

    /// <summary>Parameters with a rate or a decay of their own, or frozen; of several groups that hold one the last counts.</summary>
    /// <exception cref="ArgumentException">One is null, or holds no parameter.</exception>
    /// <exception cref="InvalidOperationException">The model is at work on another thread.</exception>
    public IReadOnlyList<ParameterGroup> ParameterGroups
    {
        get => engine.GroupsOf(index);
        set => engine.SetGroups(index, value);
    }

    /// <summary>The learning rate of a step, schedules included.</summary>
    /// <param name="step">Steps that the optimizer has made, from 0; nothing for those that it has made by now.</param>
    /// <exception cref="InvalidOperationException">A schedule gave something that is no rate.</exception>
    public double RateAt(long? step = null) => engine.RateAt(index, step);
}

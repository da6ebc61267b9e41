namespace ModelGen.Compiler.Emission;

/// <summary>Emits the members of the objectives: steps, losses, gradients, training and evaluation.</summary>
internal static class ObjectiveMembers
{
    /// <summary>Writes the members; nothing where there is no objective.</summary>
    public static void Write(CodeWriter writer, IReadOnlyList<CompiledObjective> objectives)
    {
        for (var index = 0; index < objectives.Count; index++)
        {
            WriteObjective(writer, objectives[index], index, isOnly: objectives.Count == 1);
        }

        if (objectives.Count > 0)
        {
            WriteTraining(writer);
        }
    }

    /// <summary>The name of the step.</summary>
    public static string StepName(string objective, bool isOnly) => isOnly ? "TrainStep" : objective + "Step";

    /// <summary>The name of the program that judges without training.</summary>
    public static string EvaluationName(string objective, bool isOnly) => isOnly ? "Evaluate" : objective + "Evaluate";

    /// <summary>The name of the method that gives gradients.</summary>
    public static string GradientsName(string objective, bool isOnly) => isOnly ? "ComputeGradients" : objective + "Gradients";

    private static void WriteObjective(CodeWriter writer, CompiledObjective objective, int index, bool isOnly)
    {
        var parameters = objective.Columns.Count == 0
            ? "int batchSize"
            : string.Join(", ", objective.Columns.Select(column => $"global::System.ReadOnlySpan<{(column.Classes > 0 ? "int" : "float")}> {Identifiers.Escaped(column.Name)}"));
        var arguments = Surface.Columns([.. objective.Columns.Select(column => Identifiers.Escaped(column.Name))], batch: "batchSize");
        foreach (var (name, call, summary, returns) in new[]
        {
            (StepName(objective.Name, isOnly), "TrainStep", "One step of the optimizer on a batch.", "The mean loss before the step; NaN or infinite where that, its gradient or a running statistic is not finite: then nothing changed."),
            (objective.Name, "Loss", "The mean loss of a batch as a training step computes it, penalties included.", "The mean loss."),
            (GradientsName(objective.Name, isOnly), "ComputeGradients", "The loss and <see cref=\"Gradients\"/> of a batch; no weight changes.", "The mean loss."),
        })
        {
            writer.Write($"/// <summary>{summary}</summary>");
            foreach (var column in objective.Columns)
            {
                writer.Write($"/// <param name=\"{column.Name}\">{column.Describe()}</param>");
            }

            if (objective.Columns.Count == 0)
            {
                writer.Write("/// <param name=\"batchSize\">Samples: the objective takes no data.</param>");
            }

            writer.Write($$"""
                /// <returns>{{returns}}</returns>
                /// <exception cref="global::System.ArgumentException">A span's length does not fit the other's, or a value is out of range.</exception>
                /// <exception cref="global::System.InvalidOperationException">The model is at work on another thread.</exception>
                public float {{name}}({{parameters}}) => this.engine.{{call}}({{index}}, {{arguments}});

                """);
        }

        var prefix = isOnly ? string.Empty : objective.Name;
        writer.Write($$"""
            /// <summary>What moves the learning rate, in order.</summary>
            public global::System.Collections.Generic.IReadOnlyList<global::ModelGen.Schedule> {{prefix}}Schedules { get => engine.SchedulesOf({{index}}); set => engine.SetSchedules({{index}}, value); }

            /// <summary>Parameters with a rate or a decay of their own, or frozen; of several groups that hold one the last counts.</summary>
            public global::System.Collections.Generic.IReadOnlyList<global::ModelGen.ParameterGroup> {{prefix}}ParameterGroups { get => engine.GroupsOf({{index}}); set => engine.SetGroups({{index}}, value); }

            /// <summary>The learning rate of a step, schedules included.</summary>
            /// <param name="step">Steps that the optimizer has made, from 0; nothing for those that it has made by now.</param>
            public double {{prefix}}RateAt(long? step = null) => engine.RateAt({{index}}, step);

            """);
    }

    private static void WriteTraining(CodeWriter writer) => writer.Write("""
        /// <summary>The gradients that were computed last, laid out as <see cref="Parameters"/>.</summary>
        public global::ModelGen.NamedTensors Gradients => engine.Gradients;

        global::System.Collections.Generic.IReadOnlyList<global::ModelGen.TrainedObjective> global::ModelGen.ITrainable.Objectives => engine.Objectives;

        /// <summary>Trains for some epochs.</summary>
        /// <param name="data">The samples.</param>
        /// <param name="validation">Samples that are only evaluated, after each epoch.</param>
        /// <param name="options">Epochs, batch size, seed, progress and so on.</param>
        /// <param name="cancellation">Stops between two steps; the weights so far are kept.</param>
        /// <exception cref="global::System.ArgumentException">Data that is not the model's, or a value or an option out of range.</exception>
        /// <exception cref="global::ModelGen.TrainingException">A loss, a gradient or a validation loss is not finite; the exception's own page says which weights the model has then.</exception>
        /// <exception cref="global::System.OperationCanceledException">Cancelled.</exception>
        /// <exception cref="global::System.InvalidOperationException">The model is at work on another thread.</exception>
        public global::ModelGen.TrainingHistory Train(global::ModelGen.DataSet data, global::ModelGen.DataSet? validation = null, global::ModelGen.TrainingOptions? options = null, global::System.Threading.CancellationToken cancellation = default) => engine.Train(data, validation, options, cancellation);

        /// <summary>Loss and accuracy on a data set, without dropout and with running statistics.</summary>
        /// <param name="data">The samples.</param>
        /// <exception cref="global::System.ArgumentException">Data that is not the model's, or a value out of range.</exception>
        /// <exception cref="global::System.InvalidOperationException">The model is at work on another thread.</exception>
        public global::ModelGen.Evaluation Evaluate(global::ModelGen.DataSet data) => engine.Evaluate(data);

        /// <summary>Loss, accuracy and other metrics on a data set, without dropout and with running statistics.</summary>
        /// <param name="data">The samples.</param>
        /// <param name="metrics">What else is measured.</param>
        /// <exception cref="global::System.ArgumentException">Data that is not the model's, or a value out of range.</exception>
        /// <exception cref="global::System.InvalidOperationException">A metric that cannot measure the model's answers; or the model is at work on another thread.</exception>
        public global::ModelGen.Evaluation Evaluate(global::ModelGen.DataSet data, global::System.Collections.Generic.IReadOnlyList<global::ModelGen.Metric> metrics) => engine.Evaluate(data, metrics);

        """);
}

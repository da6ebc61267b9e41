using ModelGen;
using ModelGen.Reports;

var folder = args[0];
var data = DataSet.Of([0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0]);
var model = new Xor(seed: 1);

TrainingHistory history;
using (var board = new TensorBoardWriter(folder))
{
    var options = new TrainingOptions { Epochs = 50, BatchSize = 4 };
    history = ConsoleView.Run(50, view => model.Train(data, data, options with { Progress = new CombinedProgress(view, board) }));
    board.WriteHistograms("weights", step: 50, model.Parameters);
}

Figure.LearningCurves(history).Save(Path.Combine(folder, "curves.png"));
Figure.LearningCurves(history).Save(Path.Combine(folder, "curves.svg"));
new TrainingReport
{
    Title = "Exclusive or",
    Summary = Xor.Summary,
    History = history,
    Answers = ClassAnswers.Collect(data, ["equal", "different"], model.PredictProbabilities),
    Parameters = model.Parameters,
}.Save(Path.Combine(folder, "report.html"));
return 0;

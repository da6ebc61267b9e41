Gates.Show();
Console.WriteLine();
OnlineLearning.Run(seed: 1, maximumEpochs: 100);

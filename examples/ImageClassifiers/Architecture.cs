/// <summary>A network of the example.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Origin">Who thought of it.</param>
/// <param name="Grey">For one channel of 28×28.</param>
/// <param name="Color">For three channels of 32×32.</param>
internal sealed record Architecture(string Name, string Origin, Classifier Grey, Classifier Color)
{
    /// <summary>All networks, by the year of their papers.</summary>
    public static readonly Architecture[] All =
    [
        new("alexnet", "Krizhevsky 2014",
            new(AlexNet.Grey.Summary, AlexNet.Grey.ParameterCount, seed => new AlexNet.Grey(seed)),
            new(AlexNet.Color.Summary, AlexNet.Color.ParameterCount, seed => new AlexNet.Color(seed))),
        new("vgg", "Simonyan and Zisserman 2015",
            new(Vgg.Grey.Summary, Vgg.Grey.ParameterCount, seed => new Vgg.Grey(seed)),
            new(Vgg.Color.Summary, Vgg.Color.ParameterCount, seed => new Vgg.Color(seed))),
        new("googlenet", "Szegedy et al. 2015",
            new(GoogLeNet.Grey.Summary, GoogLeNet.Grey.ParameterCount, seed => new GoogLeNet.Grey(seed)),
            new(GoogLeNet.Color.Summary, GoogLeNet.Color.ParameterCount, seed => new GoogLeNet.Color(seed))),
        new("resnet20", "He et al. 2016",
            new(ResNet20.Grey.Summary, ResNet20.Grey.ParameterCount, seed => new ResNet20.Grey(seed)),
            new(ResNet20.Color.Summary, ResNet20.Color.ParameterCount, seed => new ResNet20.Color(seed))),
        new("densenet", "Huang et al. 2017",
            new(DenseNet.Grey.Summary, DenseNet.Grey.ParameterCount, seed => new DenseNet.Grey(seed)),
            new(DenseNet.Color.Summary, DenseNet.Color.ParameterCount, seed => new DenseNet.Color(seed))),
    ];
}

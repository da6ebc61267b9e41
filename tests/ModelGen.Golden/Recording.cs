using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ModelGen.Golden;

/// <summary>Everything that is compared of one network.</summary>
internal static class Recording
{
    private static readonly (string Name, Func<IEnumerable<Parameter>, optim.Optimizer> Create)[] Optimizers =
    [
        ("sgd", parameters => optim.SGD(parameters, 0.05, momentum: 0.9, weight_decay: 1e-4)),
        ("nesterov", parameters => optim.SGD(parameters, 0.05, momentum: 0.9, weight_decay: 1e-4, nesterov: true)),
        ("adam", parameters => optim.Adam(parameters, 1e-3)),
        ("adamDecay", parameters => optim.Adam(parameters, 1e-3, weight_decay: 0.1)),
        // A short memory, so that squares fall below their largest within ten steps.
        ("amsGrad", parameters => optim.Adam(parameters, 1e-3, beta2: 0.5, amsgrad: true)),
        ("adamW", parameters => optim.AdamW(parameters, 1e-3, weight_decay: 0.01)),
        ("nadam", parameters => optim.NAdam(parameters, 2e-3, weight_decay: 0.1)),
        ("rmsProp", parameters => optim.RMSProp(parameters, 1e-2)),
        ("rmsPropCentered", parameters => optim.RMSProp(parameters, 1e-3, alpha: 0.9, momentum: 0.9, centered: true, weight_decay: 0.1)),
        ("adagrad", parameters => optim.Adagrad(parameters, 1e-2, lr_decay: 0.1, weight_decay: 0.1, initial_accumulator_value: 0.1)),
        ("adadelta", parameters => optim.Adadelta(parameters, 1.0, rho: 0.9, weight_decay: 0.1)),
    ];

    /// <summary>Inputs and targets; outputs at inference and in training; the loss and every gradient; for each of its optimizers, the losses of some steps and the weights after them.</summary>
    public static IReadOnlyDictionary<string, Tensor> Of(Network network, IReadOnlyDictionary<string, Tensor> weights, ScalarType type)
    {
        var inputs = network.Inputs.to(type);
        var targets = network.Targets.is_integral() ? network.Targets : network.Targets.to(type);
        var recorded = new Dictionary<string, Tensor> { ["inputs"] = inputs, ["targets"] = targets };
        foreach (var (name, column) in network.Columns)
            recorded[name] = column;

        using (var layers = network.At(weights, type))
        {
            layers.eval();
            recorded["outputs.inference"] = layers.forward(inputs).detach();
            layers.train();
            var outputs = layers.forward(inputs);
            var loss = network.Loss(outputs, targets);
            loss.backward();
            recorded["outputs.training"] = outputs.detach();
            recorded["loss"] = loss.detach();
            foreach (var (name, parameter) in layers.named_parameters())
                recorded[$"gradients.{name}"] = parameter.grad!.clone();
        }

        foreach (var (name, create) in Optimizers.Where(optimizer => network.Optimizers.Contains(optimizer.Name)))
        {
            using var layers = network.At(weights, type);
            recorded[$"{name}.losses"] = Train(layers, create(layers.parameters()), network, inputs, targets);
            foreach (var (tensor, value) in layers.state_dict())
                recorded[$"{name}.{tensor}"] = value.detach().clone();
        }

        return recorded;
    }

    private static Tensor Train(Sequential layers, optim.Optimizer optimizer, Network network, Tensor inputs, Tensor targets)
    {
        layers.train();
        var losses = new Tensor[network.Steps];
        for (var step = 0; step < network.Steps; step++)
        {
            optimizer.zero_grad();
            var loss = network.Loss(layers.forward(inputs), targets);
            loss.backward();
            optimizer.step();
            losses[step] = loss.detach();
        }

        return stack(losses);
    }
}

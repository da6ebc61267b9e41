using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted dense layers against their reference.</summary>
public class DenseKernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(13, 33)]
    [InlineData(37, 16)]
    [InlineData(81, 5)]
    public void Dense_IsTheReference(int units, int features)
    {
        KernelCheck.Compare(new Dense(units), Operand.Sample(features), Operand.Batch(units, features), Operand.Batch(units));
        KernelCheck.Compare(new Dense(units, HasBias: false, Activation: new Tanh()), Operand.Sample(features), Operand.Batch(units, features));
        KernelCheck.Compare(new DenseInputGradient(), Operand.Sample(units), Operand.Batch(units, features));
        KernelCheck.Compare(new DenseWeightGradient(), Operand.Sample(units), Operand.Sample(features));
        KernelCheck.Compare(new DenseWeightGradient { IsAlone = true }, Operand.Sample(units), Operand.Sample(features));
    }
}

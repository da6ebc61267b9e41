using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

/// <summary>Each schedule against its formula, at every step, by the C library's functions.</summary>
public sealed class ScheduleTests
{
    private const double Rate = 0.75;
    private const int Steps = 400;

    public static TheoryData<string> Names => [.. Formulas.Keys];

    private static Dictionary<string, (Schedule Schedule, Func<int, double> Formula)> Formulas { get; } = new()
    {
        ["warm-up"] = (new Warmup(50), t => Rate * Math.Min(1, (t + 1) / 50.0)),
        ["warm-up of one step"] = (new Warmup(1), _ => Rate),
        ["steps of a tenth"] = (new StepDecay(30), t => Rate * Math.Pow(0.1, t / 30)),
        ["a slow exponential"] = (new ExponentialDecay(0.999f), t => Rate * Math.Pow(0.999, t)),
        ["a slow inverse"] = (new InverseTimeDecay(0.1f), t => Rate / (1 + 0.1 * t)),
        ["steps"] = (new StepDecay(30, 0.5f), t => Rate * Math.Pow(0.5, t / 30)),
        ["exponential"] = (new ExponentialDecay(0.875f, 7), t => Rate * Math.Pow(0.875, t / 7.0)),
        ["exponential by steps"] = (new ExponentialDecay(0.96875f), t => Rate * Math.Pow(0.96875, t)),
        ["inverse"] = (new InverseTimeDecay(0.5f, 10), t => Rate / (1 + 0.5 * t / 10)),
        ["polynomial"] = (new PolynomialDecay(333, 1.5f) { FinalFactor = 0.125f }, t => Rate * (0.125 + 0.875 * Math.Pow(1 - Math.Min(t, 333) / 333.0, 1.5))),
        ["line"] = (new PolynomialDecay(100), t => Rate * (1 - Math.Min(t, 100) / 100.0)),
        ["cosine"] = (new CosineDecay(333) { FinalFactor = 0.25f }, t => Rate * (0.25 + 0.75 * (1 + Math.Cos(Math.PI * Math.Min(t, 333) / 333)) / 2)),
        ["restarts"] = (new CosineRestarts(60), t => Rate * (1 + Math.Cos(Math.PI * (t % 60) / 60)) / 2),
        ["longer restarts"] = (new CosineRestarts(20, 3), t => Rate * (1 + Math.Cos(Math.PI * (t < 20 ? t / 20.0 : t < 80 ? (t - 20) / 60.0 : t < 260 ? (t - 80) / 180.0 : (t - 260) / 540.0))) / 2),
        ["cycles"] = (new Cyclical(0.125f, 0.5f, 40), t => 0.125 + 0.375 * (1 - Math.Abs(t % 80 / 40.0 - 1))),
        ["one cycle"] = (new OneCycle(250), OneCycle),
        ["plateau"] = (new ReduceOnPlateau(), _ => Rate),
    };

    [Theory, MemberData(nameof(Names))]
    public void Rate_IsTheFormula(string name)
    {
        var (schedule, formula) = Formulas[name];
        for (var step = 0; step < Steps; step++)
            Assert.Equal(formula(step), schedule.RateAt(Rate, step), Math.Abs(formula(step)) * 1e-12 + 1e-15);
    }

    [Fact]
    public void Schedules_ComposeInTheOrderWritten()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None) { Rate = 0.5f, Schedules = [new Warmup(4), new Cyclical(0.25f, 1, 2), new StepDecay(3, 0.5f)] }.NewEngine();
        Assert.Equal([0.25, 0.625, 1, 0.3125, 0.125], Enumerable.Range(0, 5).Select(step => engine.RateAt(0, step)));

        engine.SetSchedules(0, [new Cyclical(0.25f, 1, 2), new Warmup(4)]);
        Assert.Equal([0.0625, 0.3125, 0.75, 0.625], Enumerable.Range(0, 4).Select(step => engine.RateAt(0, step)));
    }

    [Fact]
    public void Steps_AreMadeAtTheirRate()
    {
        var engine = new LinearModel(1, 1, ScoreKind.None) { Rate = 1, Schedules = [new Warmup(4)] }.NewEngine();
        var changes = new float[5];
        for (var step = 0; step < 5; step++)
        {
            Assert.Equal(Math.Min(1, (step + 1) / 4.0), engine.RateAt(0));
            engine.Parameters.Set("dense1.weight", [0f]);
            engine.Parameters.Set("dense1.bias", [0f]);
            engine.TrainStep(0, Columns.Of([0f], [0.5f]));
            changes[step] = engine.Parameters["dense1.bias"].Values[0];
        }

        Assert.Equal([0.25f, 0.5f, 0.75f, 1, 1], changes);
    }

    [Fact]
    public void Plateau_ReducesAfterItsPatience()
    {
        var plateau = new Plateau(new ReduceOnPlateau(0.5f, 1) { Threshold = 0.1f, MinimumRate = 0.1875f });
        double[] losses = [1, 0.95, 0.91, 0.89, 0.89, 0.89, 0.5, double.NaN, 1, 2];
        double[] rates = [1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.1875, 0.1875];
        Assert.Equal(rates, losses.Select(loss =>
        {
            plateau.Consider(loss);
            return plateau.RateAt(1);
        }));
        Assert.Equal(0.1, plateau.RateAt(0.1));
    }

    [Fact]
    public void Constants_OutOfRangeAreRefused()
    {
        Action[] wrong =
        [
            () => _ = new Warmup(0), () => _ = new StepDecay(0), () => _ = new StepDecay(1, 0), () => _ = new ExponentialDecay(float.NaN), () => _ = new InverseTimeDecay(-1),
            () => _ = new PolynomialDecay(1, -1), () => _ = new CosineDecay(1) { FinalFactor = -1 }, () => _ = new CosineRestarts(1, 0), () => _ = new Cyclical(1, 0.5f, 1), () => _ = new OneCycle(1),
            () => _ = new OneCycle(5) { WarmupShare = 1 }, () => _ = new ReduceOnPlateau(1), () => _ = new ReduceOnPlateau(0.5f, -1),
        ];
        Assert.All(wrong, action => Assert.Throws<ArgumentOutOfRangeException>(action));
    }

    // As PyTorch computes it: 250 steps, 0.3 of them up.
    private static double OneCycle(int t)
    {
        var (up, last, first) = (0.3f * (double)250 - 1, 249.0, Rate / 25);
        return t <= up ? Way(first, Rate, t / up) : Way(Rate, first / 1e4f, Math.Min(1, (t - up) / (last - up)));

        static double Way(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
    }

    [Fact]
    public void Texts_AreDeclarations_InEveryCulture()
    {
        Schedule[] schedules =
        [
            new Warmup(500), new StepDecay(10, 0.5f), new ExponentialDecay(0.9f, 2), new InverseTimeDecay(0.5f, 3), new PolynomialDecay(10, 1.5f), new CosineDecay(7), new CosineRestarts(5, 2) { FinalFactor = 0.1f },
            new Cyclical(0.1f, 0.2f, 3), new OneCycle(10), new ReduceOnPlateau(0.5f, 3),
        ];
        using var culture = new DecimalCommas();
        Assert.Equal(
            [
                "Warmup(500)", "StepDecay(10, 0.5)", "ExponentialDecay(0.9, 2)", "InverseTimeDecay(0.5, 3)", "PolynomialDecay(10, 1.5, FinalFactor = 0)", "CosineDecay(7, FinalFactor = 0)",
                "CosineRestarts(5, 2, FinalFactor = 0.1)", "Cyclical(0.1, 0.2, 3)", "OneCycle(10, WarmupShare = 0.3, InitialDivisor = 25, FinalDivisor = 10000)",
                "ReduceOnPlateau(0.5, 3, Threshold = 0.0001, MinimumRate = 0)",
            ],
            schedules.Select(schedule => schedule.ToString()));
        Assert.Contains("lowest rate, 0.5.", Assert.Throws<ArgumentOutOfRangeException>("high", () => new Cyclical(0.5f, 0.25f, 3)).Message, StringComparison.Ordinal);
    }
}

namespace ModelGen.Reports.Tests;

/// <summary>A clock that a test sets.</summary>
internal sealed class FakeTime : TimeProvider
{
    /// <summary>Since it began.</summary>
    public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Ticks;
}

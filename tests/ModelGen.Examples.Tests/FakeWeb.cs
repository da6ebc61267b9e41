using System.Net;

namespace ModelGen.Examples.Tests;

/// <summary>Answers requests from memory.</summary>
/// <param name="answers">What stands at an address.</param>
internal sealed class FakeWeb(Dictionary<Uri, HttpContent> answers) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(answers.TryGetValue(request.RequestUri!, out var content)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = content }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
}

/// <summary>Some bytes, and then what a test wants to happen.</summary>
/// <param name="start">The bytes.</param>
/// <param name="then">Happens when more are read.</param>
internal sealed class Interrupted(byte[] start, Func<CancellationToken, ValueTask<int>> then) : MemoryStream(start)
{
    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position < Length ? base.ReadAsync(buffer, cancellationToken) : then(cancellationToken);
}

using Xunit;

namespace ModelGen.Tests.Runtime;

/// <summary>Tests that count allocated bytes or set the number of threads, which the whole process shares.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

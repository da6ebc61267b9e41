using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("ModelGen.Generators.Tests")]

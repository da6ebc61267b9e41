using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("ModelGen.Compiler.Tests")]
[assembly: InternalsVisibleTo("ModelGen.Generators.Tests")]

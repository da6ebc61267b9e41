using System.Reflection;
using ModelGen.Testing;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Compiles emitted methods while a test runs.</summary>
internal static class EmittedCode
{
    /// <summary>The class <c>Emitted</c> with these members. A warning or an error in them fails the test.</summary>
    public static Type Compile(string members) => LoadedAssembly.Of(GeneratorRun.Compile([$$"""
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.Intrinsics;
        using ModelGen.Runtime;
        internal static class Emitted
        {
        {{members}}
        }
        """], Microsoft.CodeAnalysis.NullableContextOptions.Disable)).GetType("Emitted")!;

    /// <summary>A static method as a delegate.</summary>
    public static T Method<T>(this Type type, string name) where T : Delegate => type.GetMethod(name, BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<T>();
}

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>Types whose members are not what the language would give them: changing structs, own equality, virtual calls, state of generic types.</summary>
internal static class SnippetTypes
{
    public const string Source = """
        public interface IStep { int Inc(); }

        public struct P : IStep
        {
            public int X;
            public int Inc() => ++X;
            public readonly int Peek() { var copy = this; copy.Inc(); Own(); return X; }
            private readonly int Own() => X;
            public static int In(in P p) { p.Inc(); return p.X; }
            public static int Later(in int x, Action change) { change(); return x; }
            public static void Step<T>(T step) where T : IStep => step.Inc();
        }

        public readonly record struct Q(P V);

        public class Holder
        {
            public readonly P Fixed = new() { X = 3 };
            public P Field;
            public P Auto { get; set; }
            public Holder() { Fixed.Inc(); }
            public static readonly P Static = new();
        }

        public class Keeper(P p) { public int Go() => p.Inc(); public int X => p.X; }

        public class Fields
        {
            public int Plus { get; set => field = value + 1; }
            public int Positive { get; init => field = Math.Max(0, value); }
            public int Doubled { get => field * 2; set; }
            public string Named { get => field ?? "def"; set; }
            public int Started { get; set => field = value + 1; } = 10;
        }

        public sealed record Modulo(int A) { public bool Equals(Modulo? other) => other is not null && A % 10 == other.A % 10; public override int GetHashCode() => 0; }

        public record Swapped(int A, int B) { public void Deconstruct(out int x, out int y) { x = B; y = A; } }

        public record Hundred(int A) { protected Hundred(Hundred other) => A = other.A + 100; }

        public record Around(Modulo M);

        public class Same { public override bool Equals(object? other) => true; public override int GetHashCode() => 0; }

        public record N(N? Next, int Value = 0);

        public struct Alike : IEquatable<Alike> { public int X; public bool Equals(Alike other) => true; }

        public class Point(int x, int y) { public void Deconstruct(out int a, out int b) { a = x; b = y; } }

        public static class Points { public static void Deconstruct(this Square square, out int side, out int area) { side = square.Side; area = side * side; } }

        public abstract class Base { public string Text; protected Base() => Text = Name(); protected abstract string Name(); public virtual int V() => 1; public virtual string Of<T>() => "base"; public Func<int> Bound() => V; }

        public class Derived(string name) : Base { protected override string Name() => name; public override int V() => 2; public override string Of<T>() => $"{default(T)}"; public Func<int> OfBase() => base.V; }

        public class Plain : Derived { public int Z = 7; public Plain() : base("plain") { } }

        public class Implicit : Plain;

        public class Generic<T>
        {
            public static T Nothing => default!;
            public static readonly string Kind = default(T) is null ? "reference" : "value";
            public T[] Items = new T[1];
            public static string Own() => Kind;
            public static bool Is(object value) => value is T;
        }

        public static partial class Calls
        {
            static partial void Hook(List<int> list);
            [System.Diagnostics.Conditional("NEVER")] private static void Never(int x) { }
            private static int Side(List<int> list) { list.Add(1); return 1; }
            public static int Hooked() { var list = new List<int>(); Hook([Side(list)]); return list.Count; }
            public static int Omitted() { var list = new List<int>(); Never(Side(list)); return list.Count; }
            public static int WithIterator() { IEnumerable<int> Inner() { yield return 1; } return 5; }
        }

        public static class Changes
        {
            public static readonly int[] W = [1, 2];
            public static readonly Func<int> Next = Counting();
            public static readonly Random Other = new(1);
            private static Func<int> Counting() { var n = 0; return () => ++n; }
        }

        public static class Registry
        {
            public static readonly List<int> L = [];
            public static readonly int A = Push();
            private static int Push() { L.Add(1); return L.Count; }
        }

        public static class Loads
        {
            public static readonly int[] W = [1, 2];
            public static readonly int Next = 1 + Load();
            private static int Load() => Environment.ProcessorCount;
        }

        public class Constructed
        {
            static Constructed() => Registry.L.Add(2);
            public static int Two => 2;
        }

        public static class Derives
        {
            public static readonly int[] W = [3, 4];
            public static int Sum = Total();
            public static int Last { get; } = W[^1];
            private static int Total() => W.Sum();
        }
        """;
}

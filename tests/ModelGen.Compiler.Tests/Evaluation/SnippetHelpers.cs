namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>What the snippets call: the project's own types and methods.</summary>
internal static class SnippetHelpers
{
    public const string Source = """
        public enum Color { Red, Green = 5, Blue }

        [Flags]
        public enum Sides : byte { None = 0, Left = 1, Right = 2, Both = Left | Right }

        public record Block(int Channels, int Stride = 1)
        {
            public int Twice => Channels * 2;

            public string Name { get; init; } = "block";

            public int Times(int factor) => Channels * factor;
        }

        public record Bottleneck(int Channels, int Inner) : Block(Channels)
        {
            public int Ratio => Channels / Inner;
        }

        public readonly record struct Size(int Height, int Width)
        {
            public int Area => Height * Width;

            public static Size operator +(Size left, Size right) => new(left.Height + right.Height, left.Width + right.Width);

            public static Size operator *(Size size, int factor) => new(size.Height * factor, size.Width * factor);

            public static implicit operator Size(int side) => new(side, side);
        }

        public struct Counter
        {
            public int Count;

            public Counter(int start) => Count = start;

            public int Next() => ++Count;

            public void Add(int by) => Count += by;
        }

        public abstract class Shape
        {
            public abstract int Corners { get; }

            public virtual string Describe() => "shape";
        }

        public class Square(int side) : Shape
        {
            public int Side => side;

            public override int Corners => 4;

            public override string Describe() => "square of " + base.Describe();
        }

        public class Triangle : Shape
        {
            public override int Corners => 3;
        }

        public interface INamed { string Name { get; } }

        public class Named : INamed { public string Name { get; set; } = "none"; public int[] Sizes { get; } = [1, 2]; }

        public class Box<T>(T content) { public T Content => content; public T Default => default!; }

        public class Memory { public static int Changing; public int Value = 3; private int hidden; public int Hidden { get => hidden * 2; set => hidden = value + 1; } public int this[int index] => index * Value; }

        public static class Helpers
        {
            public const int Width = 28;
            public const string Title = "title";
            public static readonly int[] Widths = [16, 32, 64];
            public static readonly (int Channels, int Stride)[] Stages = [(16, 1), (32, 2), (64, 2)];
            public static readonly double Root = Math.Sqrt(0.25);
            public static int Total => Widths.Sum();
            public static int Automatic { get; } = Width + 2;

            public static T V<T>(T value) => value;
            public static T Last<T>(params T[] items) => items[^1];
            public static int Count(params ReadOnlySpan<int> items) => items.Length;
            public static int Sum(params int[] items) { var sum = 0; foreach (var item in items) sum += item; return sum; }
            public static int SumOf(params List<int> items) => items.Count;
            public static int Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
            public static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
            public static bool IsEven(int n) => n == 0 || IsOdd(n - 1);
            public static bool IsOdd(int n) => n != 0 && IsEven(n - 1);
            public static string Named(int first, int second = 2, string third = "three") => $"{first} {second} {third}";
            public static (int Quotient, int Remainder) Divide(int a, int b) => (a / b, a % b);
            public static IEnumerable<int> Doubled(IEnumerable<int> items) => items.Select(item => item * 2);
            public static TResult Apply<T, TResult>(T value, Func<T, TResult> function) => function(value);
            public static Func<int, int> Adder(int by) => x => x + by;
            public static int Overload(int x) => 1;
            public static int Overload(long x) => 2;
            public static int Overload(double x) => 3;
            public static int Overload(object x) => 4;
            public static int Plus(this int x, int y) => x + y;
            public static int Grow(in int x) => x + 1;
            public static T Or<T>(T? value, T other) where T : struct => value ?? other;
            public static string Text<T>(T value) => $"{value}";
        }
        """;
}

using System.Reflection;

namespace ModelGen.Generators.Tests.Caching;

/// <summary>Walks over the fields of objects.</summary>
internal static class ObjectGraph
{
    /// <summary>The types of all objects that can be reached.</summary>
    public static IReadOnlySet<Type> TypesFrom(IEnumerable<object> roots)
    {
        var types = new HashSet<Type>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>(roots);
        while (open.TryPop(out var current))
        {
            var type = current.GetType();
            if (!seen.Add(current) || current is Type or Pointer)
            {
                continue;
            }

            _ = types.Add(type);
            if (type.IsPrimitive || type.IsEnum || current is string)
            {
                continue;
            }

            foreach (var child in current is Array array ? array.Cast<object?>() : FieldsOf(type).Select(field => field.GetValue(current)))
            {
                if (child is not null)
                {
                    open.Push(child);
                }
            }
        }

        return types;
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}

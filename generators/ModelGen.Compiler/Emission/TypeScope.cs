using ModelGen.Compiler.Declarations;

namespace ModelGen.Compiler.Emission;

/// <summary>Opens the namespace, the containing types and another part of the user's class.</summary>
public static class TypeScope
{
    /// <summary>Writes the headers; disposing what is returned writes the closing braces.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="model">The user's class.</param>
    /// <param name="prefix">Documentation and attributes of the class's part.</param>
    /// <param name="isTrainable">Whether the part says that the class is trainable.</param>
    public static IDisposable Open(CodeWriter writer, ModelDeclaration model, string prefix, bool isTrainable = false)
    {
        var scopes = new Stack<IDisposable>();
        if (model.Namespace.Length > 0)
        {
            scopes.Push(writer.Block($"namespace {model.Namespace}"));
        }

        foreach (var container in model.ContainingTypes)
        {
            scopes.Push(writer.Block($"partial {container.Keyword} {container.Name}"));
        }

        if (prefix.Length > 0)
        {
            writer.Write(prefix);
        }

        scopes.Push(writer.Block($"{model.Modifiers}partial class {model.Name}{(isTrainable ? " : global::ModelGen.ITrainable" : string.Empty)}"));
        return new Scopes(scopes);
    }
}

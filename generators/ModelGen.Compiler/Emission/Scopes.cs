namespace ModelGen.Compiler.Emission;

/// <summary>Scopes that were opened one in the other; disposing them closes the innermost first.</summary>
internal sealed class Scopes(Stack<IDisposable> scopes) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        while (scopes.Count > 0)
        {
            scopes.Pop().Dispose();
        }
    }
}

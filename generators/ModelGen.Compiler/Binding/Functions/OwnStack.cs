using System.Runtime.ExceptionServices;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>A stack that does not depend on the thread which the compiler happens to use: code that is nested too deeply is so for the generator and the analyzer alike.</summary>
internal static class OwnStack
{
    /// <summary>Bytes: more than C# itself takes for what it compiles.</summary>
    private const int Size = 32 << 20;

    /// <summary>Runs a function there, and throws what it throws.</summary>
    public static T Run<T>(Func<T> function)
    {
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Call, Size);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;

        void Call()
        {
            try
            {
                result = function();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}

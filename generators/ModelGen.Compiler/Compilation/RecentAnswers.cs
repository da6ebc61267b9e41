namespace ModelGen.Compiler;

/// <summary>Remembers what a function without side effects gave for the last keys that it was asked about; any number of threads may ask.</summary>
/// <param name="function">The function.</param>
/// <param name="capacity">How many answers are kept.</param>
internal sealed class RecentAnswers<TKey, TValue>(Func<TKey, TValue> function, int capacity)
    where TKey : class, IEquatable<TKey>
{
    private readonly LinkedList<(TKey Key, TValue Value)> answers = [];

    /// <summary>What the function gives.</summary>
    public TValue For(TKey key)
    {
        lock (answers)
        {
            for (var answer = answers.First; answer is not null; answer = answer.Next)
            {
                if (answer.Value.Key.Equals(key))
                {
                    answers.Remove(answer);
                    answers.AddFirst(answer);
                    return answer.Value.Value;
                }
            }
        }

        var value = function(key);
        lock (answers)
        {
            _ = answers.AddFirst((key, value));
            if (answers.Count > capacity)
            {
                answers.RemoveLast();
            }
        }

        return value;
    }
}

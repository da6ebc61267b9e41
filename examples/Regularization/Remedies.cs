/// <summary>What is done against overfitting.</summary>
[Flags]
public enum Remedies
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Large weights cost.</summary>
    L2 = 1,

    /// <summary>Values are left out at random.</summary>
    Dropout = 2,

    /// <summary>Digits are shifted, turned and scaled anew in each epoch.</summary>
    Augmentation = 4,

    /// <summary>No answer is to be quite certain.</summary>
    LabelSmoothing = 8,

    /// <summary>Training ends when the loss on digits that it does not see rises, and the best weights come back.</summary>
    EarlyStopping = 16,

    /// <summary>All of it.</summary>
    All = L2 | Dropout | Augmentation | LabelSmoothing | EarlyStopping,
}

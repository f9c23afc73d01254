namespace Peregrine.Compiler.Translation;

/// <summary>Where the value of an entry of WebAssembly's operand stack is at translation time.</summary>
internal enum OperandKind : byte
{
    /// <summary>On the evaluation stack. Among several, the order is that of the operand stack.</summary>
    Stack,

    /// <summary>A constant, written when it is used.</summary>
    Constant,

    /// <summary>The current value of a WebAssembly local, which is saved before the local changes.</summary>
    Local,

    /// <summary>In a temporary, which is free once the operand is used.</summary>
    Temporary,

    /// <summary>The operands of a comparison are on top of the evaluation stack; the comparison itself waits for a branch to fuse with.</summary>
    Comparison,
}

/// <summary>An entry of the operand stack.</summary>
internal struct Operand
{
    public OperandKind Kind;

    public ValKind Type;

    /// <summary>For <see cref="OperandKind.Comparison"/>: which one.</summary>
    public Comparison Comparison;

    /// <summary>For <see cref="OperandKind.Comparison"/>: whether its result is inverted.</summary>
    public bool IsNegated;

    /// <summary>For <see cref="OperandKind.Comparison"/>: the type of what is compared.</summary>
    public ValKind ComparedType;

    /// <summary>Whether the value is known to be 0 or 1.</summary>
    public bool IsBoolean;

    /// <summary>For <see cref="OperandKind.Comparison"/>: whether what is compared is known to be 0 or 1.</summary>
    public bool IsComparedBoolean;

    /// <summary>For <see cref="OperandKind.Temporary"/>: somebody else frees the temporary.</summary>
    public bool IsBorrowed;

    /// <summary>Index of the local or temporary.</summary>
    public int Index;

    /// <summary>Bits of the constant.</summary>
    public ulong Bits;

    /// <summary>Upper half of a vector constant.</summary>
    public ulong BitsHigh;

    public readonly bool IsOnStack => Kind is OperandKind.Stack or OperandKind.Comparison;
}

namespace Peregrine.Text.Scripts;

/// <summary>The references that scripts can write.</summary>
internal enum ScriptReference : byte
{
    /// <summary>(ref.null …)</summary>
    Null,

    /// <summary>(ref.extern n): an object of the host, number n.</summary>
    Extern,

    /// <summary>(ref.host n): the same as an internal reference.</summary>
    Host,

    /// <summary>(ref.func)</summary>
    Function,

    /// <summary>(ref.struct)</summary>
    Struct,

    /// <summary>(ref.array)</summary>
    Array,

    /// <summary>(ref.i31)</summary>
    I31,

    /// <summary>(ref.eq)</summary>
    Eq,

    /// <summary>(ref.any)</summary>
    Any,

    /// <summary>(ref.exn)</summary>
    Exception,
}

/// <summary>An argument of a call.</summary>
/// <param name="Kind">Its class.</param>
/// <param name="Low">Bits of a number, or the low half of a vector.</param>
/// <param name="High">The high half of a vector.</param>
/// <param name="Reference">The sort of a reference: null, or an object of the host.</param>
internal readonly record struct ScriptValue(ValKind Kind, ulong Low, ulong High = 0, ScriptReference Reference = default);

/// <summary>An object of the host that a script refers to by number; equal numbers are equal objects.</summary>
internal sealed record HostReference(ulong Number)
{
    public override string ToString() => $"(ref.extern {Number})";
}

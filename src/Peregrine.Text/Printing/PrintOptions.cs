namespace Peregrine.Text;

/// <summary>How <see cref="WatPrinter"/> writes a module.</summary>
/// <remarks>Immutable.</remarks>
public sealed record PrintOptions
{
    /// <summary>Flat instructions with names.</summary>
    public static PrintOptions Default { get; } = new();

    /// <summary>Instructions as nested expressions, <c>(i32.add (local.get 0) (i32.const 1))</c>, instead of one after the other.</summary>
    public bool Fold { get; init; }

    /// <summary>Leaves out bodies, contents of segments and custom sections; the text shows the module's shape and is no module.</summary>
    public bool Skeleton { get; init; }

    /// <summary>Uses the names of the name section as identifiers, which is the default; without them everything goes by its index.</summary>
    public bool Names { get; init; } = true;

    /// <summary>Shows in a comment where each instruction stands in the binary module, as a hexadecimal offset in bytes.</summary>
    public bool Offsets { get; init; }
}

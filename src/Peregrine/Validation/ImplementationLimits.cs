namespace Peregrine.Validation;

/// <summary>How large the parts of a module may be: the limits that all web engines agree on.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/js-api/index.html#limits"/></remarks>
internal static class ImplementationLimits
{
    public const int Types = 1_000_000;
    public const int Functions = 1_000_000;
    public const int Tables = 100_000;
    public const int Memories = 100;
    public const int Parameters = 1_000;
    public const int Results = 1_000;
    public const int Fields = 10_000;
    public const int FixedArrayElements = 10_000;

    /// <summary>Parameters and locals together.</summary>
    public const int Locals = 50_000;

    /// <summary>Supertypes above a type.</summary>
    public const int SubtypeDepth = 63;

    /// <summary>Operands on the stack of a function: calls with many results could fill memory from a few bytes otherwise.</summary>
    public const int Operands = 1 << 20;
}

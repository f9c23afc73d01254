using System.Diagnostics.CodeAnalysis;

namespace Peregrine.Errors;

/// <summary>One factory for each way in which bytes can fail to be a module; the wording is the conformance suite's.</summary>
/// <remarks>Offsets are in bytes from the start of the module.</remarks>
internal static class Malformed
{
    [DoesNotReturn]
    public static void UnexpectedEnd(long offset) => throw At(offset, "unexpected end of section or function");

    [DoesNotReturn]
    public static void LengthOutOfBounds(long offset) => throw At(offset, "length out of bounds");

    [DoesNotReturn]
    public static void IntegerTooLong(long offset) => throw At(offset, "integer representation too long");

    [DoesNotReturn]
    public static void IntegerTooLarge(long offset) => throw At(offset, "integer too large");

    [DoesNotReturn]
    public static void InvalidUtf8(long offset) => throw At(offset, "malformed UTF-8 encoding");

    public static MalformedModuleException IllegalOpcode(long offset, byte prefix, uint code) =>
        At(offset, prefix == 0 ? $"illegal opcode {code:x2}" : $"illegal opcode {prefix:x2} {code:x2}");

    /// <summary>For everything that occurs in one place only.</summary>
    public static MalformedModuleException At(long offset, string message) => new(message, new ModulePosition(offset));
}

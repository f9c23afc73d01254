using System.Diagnostics.CodeAnalysis;

namespace Peregrine.Errors;

/// <summary>One factory for each way in which bytes can fail to be a module; the wording is the conformance suite's.</summary>
/// <remarks>Offsets are in bytes from the start of the module.</remarks>
internal static class Malformed
{
    [DoesNotReturn]
    public static void UnexpectedEnd(long offset) => throw At(offset, "unexpected end of section or function");

    /// <summary>A body or expression runs out before its <c>end</c>; what it is called depends on how reading would go on.</summary>
    [DoesNotReturn]
    public static void MissingEnd(long offset, int nextByte) => throw At(offset, nextByte switch
    {
        0x05 => "END opcode expected",
        0x0B => "section size mismatch: a function has no end",
        _ => "unexpected end of section or function",
    });

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

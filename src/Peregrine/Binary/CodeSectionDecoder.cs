using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Finds the function bodies; of their contents only the number of locals is looked at.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#code-section"/></remarks>
internal static class CodeSectionDecoder
{
    private const byte End = 0x0B;

    public static void Read(ref ByteReader reader, ModuleSyntax module)
    {
        int count = reader.ReadCount();
        module.Bodies.EnsureCapacity(count);
        var bytes = module.Binary.Span;
        for (; count > 0; count--)
        {
            int length = reader.ReadLength();
            var range = new ByteRange(reader.Position, length);
            CheckLocals(new ByteReader(bytes, range.Start, range.End));
            if (bytes[range.End - 1] != End)
            {
                throw MissingEnd(module, range.End, isLast: range.End == reader.End);
            }

            reader.Position = range.End;
            module.Bodies.Add(new FunctionBodySyntax(range));
        }
    }

    /// <summary>The error for a body that has no <c>end</c>: where reading went on past its end, it would fail in these ways.</summary>
    /// <param name="module">The module.</param>
    /// <param name="offset">Where the body ends.</param>
    /// <param name="isLast">Whether the code section ends there too.</param>
    public static MalformedModuleException MissingEnd(ModuleSyntax module, int offset, bool isLast)
    {
        if (offset == module.Binary.Length)
        {
            return Malformed.At(offset, "unexpected end of section or function");
        }

        return isLast
            ? Malformed.At(offset, "section size mismatch: the last function has no end")
            : Malformed.At(offset, "END opcode expected at the end of a function");
    }

    private static void CheckLocals(ByteReader reader)
    {
        ulong locals = 0;
        for (int groups = reader.ReadCount(); groups > 0; groups--)
        {
            int offset = reader.Position;
            locals += reader.ReadU32();
            if (locals > uint.MaxValue)
            {
                throw Malformed.At(offset, "too many locals");
            }

            TypeReader.ReadValType(ref reader);
        }
    }
}

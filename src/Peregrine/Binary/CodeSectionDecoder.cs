using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Finds the function bodies; of their contents only the number of locals is looked at.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#code-section"/></remarks>
internal static class CodeSectionDecoder
{
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
            reader.Position = range.End;
            module.Bodies.Add(new FunctionBodySyntax(range));
        }
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

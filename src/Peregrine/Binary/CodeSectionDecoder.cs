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
            var body = new ByteReader(bytes, range.Start, range.End);
            CheckLocals(ref body);
            reader.Position = range.End;
            module.Bodies.Add(new FunctionBodySyntax(range));
        }
    }

    /// <summary>Reads all bodies for malformed instructions.</summary>
    public static void CheckBodies(DecodeContext context)
    {
        foreach (var body in context.Module.Bodies)
        {
            var reader = new ByteReader(context.Module.Binary.Span, body.Range.Start, body.Range.End);
            CheckLocals(ref reader);
            context.ReadInstructions(ref reader);
        }
    }

    private static void CheckLocals(ref ByteReader reader)
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

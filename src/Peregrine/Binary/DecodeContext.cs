using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>What the section decoders share while one module is decoded.</summary>
internal sealed class DecodeContext(ModuleSyntax module, WasmFeatures features)
{
    private readonly InstructionLists _lists = new();

    public ModuleSyntax Module { get; } = module;

    public WasmFeatures Features { get; } = features;

    public bool Has(WasmFeatures feature) => (Features & feature) != 0;

    public void Require(WasmFeatures needed, long offset, string what) => FeatureGate.Require(Features, needed, offset, what);

    public ValTypeSyntax ReadValType(ref ByteReader reader)
    {
        int offset = reader.Position;
        var type = TypeReader.ReadValType(ref reader);
        FeatureGate.CheckValType(Features, type, offset);
        return type;
    }

    public ValTypeSyntax ReadRefType(ref ByteReader reader)
    {
        int offset = reader.Position;
        var type = TypeReader.ReadRefType(ref reader);

        // WebAssembly 1.0 had funcref, for tables alone.
        if (type != ValTypeSyntax.FuncRef)
        {
            FeatureGate.CheckValType(Features, type, offset);
        }

        return type;
    }

    /// <summary>Skips a constant expression with its <c>end</c>.</summary>
    public ByteRange ReadExpression(ref ByteReader reader)
    {
        int start = reader.Position;
        if (!SkipSingleConstant(ref reader) && !ReadInstructions(ref reader))
        {
            Malformed.UnexpectedEnd(reader.End);
        }

        return new ByteRange(start, reader.Position - start);
    }

    /// <summary>Skips what nearly all constant expressions are, a constant with its <c>end</c>; modules have tens of thousands of them.</summary>
    private static bool SkipSingleConstant(ref ByteReader reader)
    {
        const byte I32Const = 0x41;
        const byte RefFunc = 0xD2;
        const byte End = 0x0B;
        int start = reader.Position;
        if (reader.Remaining > 2 && reader.Peek() is var code and (I32Const or RefFunc))
        {
            reader.Position = start + 1;
            if (code == I32Const)
            {
                reader.ReadS32();
            }
            else
            {
                reader.ReadU32();
            }

            if (!reader.IsAtEnd && reader.Peek() == End)
            {
                reader.Position++;
                return true;
            }
        }

        reader.Position = start;
        return false;
    }

    /// <summary>Skips instructions up to the <c>end</c> that nothing opened; false when the range is over before.</summary>
    public bool ReadInstructions(ref ByteReader reader)
    {
        var instructions = new InstructionReader(Module.Binary.Span, reader.Position, reader.End, _lists, Features);
        Instruction instruction = default;
        for (int depth = 1; depth > 0;)
        {
            if (instructions.IsAtEnd)
            {
                return false;
            }

            instructions.Read(ref instruction);
            switch (instruction.Opcode)
            {
                case Opcode.End:
                case Opcode.Delegate:
                    depth--;
                    break;
                case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                    depth++;
                    break;
            }
        }

        reader.Position = instructions.Position;
        return true;
    }

    /// <summary>A byte that says whether something can be changed.</summary>
    public bool ReadMutability(ref ByteReader reader)
    {
        int offset = reader.Position;
        byte flag = reader.ReadByte();
        return flag <= 1 ? flag == 1 : throw Malformed.At(offset, "malformed mutability");
    }
}

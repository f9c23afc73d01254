using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Text.Parsing;

/// <summary>Reads constant expressions.</summary>
internal sealed class ExpressionParser(ModuleContext context, FunctionScope scope, InstructionParser instructions)
{
    /// <summary>Reads instructions up to the right parenthesis, which stays.</summary>
    public ByteRange ReadSequence()
    {
        int start = context.Code.Position;
        scope.BeginConstant();
        instructions.ReadSequence();
        return End(start);
    }

    /// <summary>Reads one folded instruction.</summary>
    public ByteRange ReadFolded()
    {
        int start = context.Code.Position;
        scope.BeginConstant();
        instructions.ReadFolded();
        return End(start);
    }

    /// <summary>Reads <c>(keyword instructions)</c>, or one folded instruction for short.</summary>
    public ByteRange ReadForm(ReadOnlySpan<byte> keyword)
    {
        if (!context.Reader.TryOpen(keyword))
        {
            return ReadFolded();
        }

        var range = ReadSequence();
        context.Reader.Close();
        return range;
    }

    /// <summary>The constant 0 of the address type.</summary>
    public ByteRange Zero(bool is64)
    {
        int start = context.Code.Position;
        ImmediateParser.WriteOpcode(is64 ? Opcode.I64Const : Opcode.I32Const, context.Code);
        context.Code.WriteByte(0);
        return End(start);
    }

    /// <summary>The expression <c>ref.func</c> of a function.</summary>
    public ByteRange FunctionReference(uint function)
    {
        int start = context.Code.Position;
        ImmediateParser.WriteOpcode(Opcode.RefFunc, context.Code);
        context.Code.WriteU32(function);
        return End(start);
    }

    private ByteRange End(int start)
    {
        // An empty expression has no instruction of its own that could tell where it stands.
        context.Positions.Add(context.Code.Position, context.Reader.Current.Start);
        ImmediateParser.WriteOpcode(Opcode.End, context.Code);
        return new ByteRange(start, context.Code.Position - start);
    }
}

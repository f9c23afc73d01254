using System.Runtime.InteropServices;
using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Text.Parsing;

/// <summary>Reads functions: type use, locals and body.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html#functions"/></remarks>
internal sealed class FunctionParser(ModuleContext context, FunctionScope scope, TypeParser types, TypeUses typeUses, InstructionParser instructions, BranchHintCollector hints)
{
    private readonly TokenReader _reader = context.Reader;
    private readonly List<ValTypeSyntax> _locals = [];

    /// <summary>Reads a function from its type use up to the right parenthesis, which stays.</summary>
    public void Read(uint function, int tokenIndex)
    {
        int offset = context.Mark(tokenIndex);
        uint type = typeUses.Expect(named: true);
        context.Draft.Functions.Add(new FunctionSyntax(type, offset));
        scope.Begin(function);
        BindParameters(type);
        ReadLocals();

        int start = context.Code.Position;
        context.Positions.Add(start, _reader[tokenIndex].Start);
        hints.BeginFunction(function, start);
        WriteLocals();
        instructions.ReadSequence();
        context.Positions.Add(context.Code.Position, _reader.Current.Start);
        ImmediateParser.WriteOpcode(Opcode.End, context.Code);
        context.Draft.Bodies.Add(new FunctionBodySyntax(new ByteRange(start, context.Code.Position - start)));
    }

    private void BindParameters(uint type)
    {
        var signature = types.Signature;
        int count = signature.IsEmpty ? typeUses.Find(type)?.Parameters.Length ?? 0 : signature.Parameters.Count;
        int named = 0;
        for (int i = 0; i < count; i++)
        {
            if (named < signature.Names.Count && signature.Names[named].Index == i)
            {
                var parameter = signature.Names[named++];
                scope.BindLocal(parameter.Symbol, parameter.Name, parameter.TokenIndex);
            }
            else
            {
                scope.BindLocal(-1, null, 0);
            }
        }
    }

    private void ReadLocals()
    {
        _locals.Clear();
        while (_reader.TryOpen("local"u8))
        {
            int at = _reader.Position;
            int symbol = context.TryIdentifier();
            string? name = context.TakeName(symbol);
            if (symbol >= 0 || name is not null)
            {
                _locals.Add(types.ExpectValType());
                scope.BindLocal(symbol, name, at);
            }
            else
            {
                while (types.TryValType(out var type))
                {
                    _locals.Add(type);
                    scope.BindLocal(-1, null, 0);
                }
            }

            _reader.Close();
        }
    }

    /// <summary>Writes the locals as runs of the same type.</summary>
    private void WriteLocals()
    {
        var locals = CollectionsMarshal.AsSpan(_locals);
        uint runs = 0;
        for (int i = 0; i < locals.Length; i++)
        {
            runs += i == 0 || locals[i] != locals[i - 1] ? 1u : 0;
        }

        context.Code.WriteU32(runs);
        for (int i = 0; i < locals.Length;)
        {
            int end = i + 1;
            while (end < locals.Length && locals[end] == locals[i])
            {
                end++;
            }

            context.Code.WriteU32((uint)(end - i));
            context.Code.WriteValType(locals[i]);
            i = end;
        }
    }
}

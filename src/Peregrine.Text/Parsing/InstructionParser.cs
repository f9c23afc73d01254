using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads instructions, flat and folded, and encodes them.</summary>
/// <remarks>Nesting is kept on a stack of its own, so that depth costs memory only. A folded instruction is encoded when it is read,
/// but its bytes wait until its operands are written. <see href="https://webassembly.github.io/spec/core/text/instructions.html"/></remarks>
internal sealed class InstructionParser(ModuleContext context, FunctionScope scope, ImmediateParser immediates, TypeUses typeUses, BranchHintCollector hints)
{
    private readonly TokenReader _reader = context.Reader;
    private readonly ByteWriter _code = context.Code;
    private readonly ByteWriter _waiting = new();
    private readonly List<Construct> _open = [];

    /// <summary>What an open construct is, and so what may come next in it.</summary>
    private enum ConstructKind : byte
    {
        // Instructions of either form may come.
        Sequence,
        FoldedBlock,
        Then,
        Else,
        Do,
        FoldedCatch,
        FlatBlock,
        FlatIf,
        FlatElse,
        FlatTry,
        FlatCatch,
        FlatCatchAll,

        // Only folded instructions may come.
        Operands,
        Condition,

        // Only certain forms may come.
        AfterThen,
        TryHead,
        AfterDo,
        AfterCatch,

        // Only the end may come.
        Finished,
        Delegated,
    }

    /// <summary>Reads instructions up to a right parenthesis, which stays; writes no <c>end</c>.</summary>
    public void ReadSequence()
    {
        _open.Clear();
        _waiting.Clear();
        Open(ConstructKind.Sequence);
        while (_open.Count > 1 || !_reader.AtClose)
        {
            Step();
        }
    }

    /// <summary>Reads one folded instruction.</summary>
    public void ReadFolded()
    {
        _open.Clear();
        _waiting.Clear();
        if (_reader.Kind != TokenKind.LeftParenthesis)
        {
            _reader.Unexpected("an instruction");
        }

        do
        {
            Step();
        }
        while (_open.Count > 0);
    }

    private void Step()
    {
        switch (_reader.Kind)
        {
            case TokenKind.Keyword when _open[^1].Kind < ConstructKind.Operands:
                ReadFlat();
                break;
            case TokenKind.Keyword when _open[^1].Kind == ConstructKind.Operands:
                ReadBareOperand();
                break;
            case TokenKind.LeftParenthesis:
                OpenFolded();
                break;
            case TokenKind.RightParenthesis:
                CloseFolded();
                break;
            default:
                _reader.Unexpected();
                break;
        }
    }

    private void ReadFlat()
    {
        int at = _reader.Position;
        var opcode = ExpectOpcode();
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.TryTable:
                OpenBlock(opcode, at, ConstructKind.FlatBlock);
                break;
            case Opcode.Try:
                OpenBlock(opcode, at, ConstructKind.FlatTry);
                break;
            case Opcode.If:
                OpenBlock(opcode, at, ConstructKind.FlatIf);
                break;
            case Opcode.Else:
                Continue(at, opcode, ConstructKind.FlatElse, ConstructKind.FlatIf);
                ExpectSameLabel();
                break;
            case Opcode.Catch:
                Continue(at, opcode, ConstructKind.FlatCatch, ConstructKind.FlatTry, ConstructKind.FlatCatch);
                _code.WriteU32(context.ExpectIndex(context.Tags));
                break;
            case Opcode.CatchAll:
                Continue(at, opcode, ConstructKind.FlatCatchAll, ConstructKind.FlatTry, ConstructKind.FlatCatch);
                break;
            case Opcode.Delegate:
                Continue(at, opcode, ConstructKind.FlatTry, ConstructKind.FlatTry);
                scope.Labels.Pop();
                _open.RemoveAt(_open.Count - 1);
                _code.WriteU32(scope.ExpectLabel());
                break;
            case Opcode.End:
                if (_open[^1].Kind is < ConstructKind.FlatBlock or > ConstructKind.FlatCatchAll)
                {
                    _reader.Position = at;
                    _reader.Unexpected();
                }

                ExpectSameLabel();
                End(at);
                break;
            default:
                NoteInstruction(opcode, at);
                immediates.Write(opcode, _code);
                break;
        }
    }

    /// <summary>Reads a plain instruction among folded operands, which is no standard text but found in practice: it counts as folded itself.</summary>
    private void ReadBareOperand()
    {
        int at = _reader.Position;
        var opcode = ExpectOpcode();
        if (InstructionTable.Shape(opcode) is ImmediateShape.Block or ImmediateShape.BlockCatches
            || opcode is Opcode.Else or Opcode.Catch or Opcode.CatchAll or Opcode.Delegate or Opcode.End)
        {
            _reader.Position = at;
            _reader.Unexpected();
        }

        NoteInstruction(opcode, at);
        immediates.Write(opcode, _code);
    }

    private void OpenFolded()
    {
        int at = _reader.Position;
        _reader.Skip();
        var state = _open.Count > 0 ? _open[^1].Kind : ConstructKind.Sequence;
        if (state >= ConstructKind.Condition && TryOpenClause(state, at))
        {
            return;
        }

        if (state > ConstructKind.Condition)
        {
            _reader.Position = at;
            _reader.Unexpected();
        }

        var opcode = ExpectOpcode();
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.TryTable:
                OpenBlock(opcode, at, ConstructKind.FoldedBlock);
                break;
            case Opcode.Try:
                OpenBlock(opcode, at, ConstructKind.TryHead);
                break;
            case Opcode.If:
                OpenCondition(at);
                break;
            case Opcode.Else or Opcode.Catch or Opcode.CatchAll or Opcode.Delegate or Opcode.End:
                _reader.Position = at + 1;
                _reader.Unexpected();
                break;
            default:
                int start = _waiting.Position;
                int hint = hints.Take(at, opcode, scope.IsFunction);
                immediates.Write(opcode, _waiting);
                _open.Add(new Construct(ConstructKind.Operands, start, _reader[at].Start, hint));
                break;
        }
    }

    /// <summary>Reads the beginning of a clause of a folded if or try.</summary>
    private bool TryOpenClause(ConstructKind state, int at)
    {
        switch (state)
        {
            case ConstructKind.Condition when _reader.TryKeyword("then"u8):
                Flush();
                scope.PushLabel(_open[^1].Label, _open[^1].LabelName);
                Clause(ConstructKind.AfterThen, ConstructKind.Then);
                return true;
            case ConstructKind.AfterThen when _reader.TryKeyword("else"u8):
                Note(at);
                ImmediateParser.WriteOpcode(Opcode.Else, _code);
                Clause(ConstructKind.Finished, ConstructKind.Else);
                return true;
            case ConstructKind.TryHead when _reader.TryKeyword("do"u8):
                Clause(ConstructKind.AfterDo, ConstructKind.Do);
                return true;
            case ConstructKind.AfterDo or ConstructKind.AfterCatch when _reader.TryKeyword("catch"u8):
                Note(at);
                ImmediateParser.WriteOpcode(Opcode.Catch, _code);
                _code.WriteU32(context.ExpectIndex(context.Tags));
                Clause(ConstructKind.AfterCatch, ConstructKind.FoldedCatch);
                return true;
            case ConstructKind.AfterDo or ConstructKind.AfterCatch when _reader.TryKeyword("catch_all"u8):
                Note(at);
                ImmediateParser.WriteOpcode(Opcode.CatchAll, _code);
                Clause(ConstructKind.Finished, ConstructKind.FoldedCatch);
                return true;
            case ConstructKind.AfterDo when _reader.TryKeyword("delegate"u8):
                Note(at);
                ImmediateParser.WriteOpcode(Opcode.Delegate, _code);
                scope.Labels.Pop();
                _code.WriteU32(scope.ExpectLabel());
                _reader.Close();
                _open[^1] = _open[^1] with { Kind = ConstructKind.Delegated };
                return true;
            default:
                return false;
        }
    }

    private void Clause(ConstructKind next, ConstructKind clause)
    {
        _open[^1] = _open[^1] with { Kind = next };
        Open(clause);
    }

    private void CloseFolded()
    {
        int at = _reader.Position;
        switch (_open[^1].Kind)
        {
            case ConstructKind.Operands:
                Flush();
                _open.RemoveAt(_open.Count - 1);
                break;
            case ConstructKind.FoldedBlock or ConstructKind.AfterThen or ConstructKind.AfterDo or ConstructKind.AfterCatch or ConstructKind.Finished:
                End(at);
                break;
            case ConstructKind.Then or ConstructKind.Else or ConstructKind.Do or ConstructKind.FoldedCatch or ConstructKind.Delegated:
                _open.RemoveAt(_open.Count - 1);
                break;
            default:
                _reader.Unexpected();
                break;
        }

        _reader.Position = at + 1;
    }

    private void Open(ConstructKind kind) => _open.Add(new Construct(kind, 0, 0, -1));

    /// <summary>Reads and writes the head of a block, whose label is in scope from then on.</summary>
    private void OpenBlock(Opcode opcode, int at, ConstructKind kind)
    {
        int hint = hints.Take(at, opcode, scope.IsFunction);
        int symbol = context.TryIdentifier();
        string? name = context.TakeName(symbol);
        Note(at);
        hints.Write(hint, _code.Position);
        ImmediateParser.WriteOpcode(opcode, _code);
        _code.WriteBlockType(typeUses.ExpectBlockType());
        if (opcode == Opcode.TryTable)
        {
            immediates.WriteCatches(_code);
        }

        scope.PushLabel(symbol, name);
        Open(kind);
    }

    private void OpenCondition(int at)
    {
        int hint = hints.Take(at, Opcode.If, scope.IsFunction);
        int start = _waiting.Position;
        int symbol = context.TryIdentifier();
        string? name = context.TakeName(symbol);
        ImmediateParser.WriteOpcode(Opcode.If, _waiting);
        _waiting.WriteBlockType(typeUses.ExpectBlockType());
        _open.Add(new Construct(ConstructKind.Condition, start, _reader[at].Start, hint) { Label = symbol, LabelName = name });
    }

    /// <summary>Writes the instruction whose operands are complete.</summary>
    private void Flush()
    {
        var construct = _open[^1];
        context.Positions.Add(_code.Position, construct.Source);
        hints.Write(construct.Hint, _code.Position);
        _code.WriteBytes(_waiting.Written[construct.Waiting..]);
        _waiting.Truncate(construct.Waiting);
    }

    private void Continue(int at, Opcode opcode, ConstructKind next, params ReadOnlySpan<ConstructKind> allowed)
    {
        if (!allowed.Contains(_open[^1].Kind))
        {
            _reader.Position = at;
            _reader.Unexpected();
        }

        Note(at);
        ImmediateParser.WriteOpcode(opcode, _code);
        _open[^1] = _open[^1] with { Kind = next };
    }

    private void End(int at)
    {
        Note(at);
        ImmediateParser.WriteOpcode(Opcode.End, _code);
        scope.Labels.Pop();
        _open.RemoveAt(_open.Count - 1);
    }

    private void ExpectSameLabel()
    {
        int at = _reader.Position;
        int symbol = context.TryIdentifier();
        if (symbol >= 0 && symbol != scope.Labels.Innermost)
        {
            throw _reader.At(at, $"mismatching label ${context.Symbols.Name(symbol)}");
        }
    }

    private void NoteInstruction(Opcode opcode, int at)
    {
        Note(at);
        hints.Write(hints.Take(at, opcode, scope.IsFunction), _code.Position);
    }

    private void Note(int at) => context.Positions.Add(_code.Position, _reader[at].Start);

    private Opcode ExpectOpcode()
    {
        if (_reader.Kind != TokenKind.Keyword || !MnemonicTable.TryFind(_reader.Text, out var opcode))
        {
            _reader.Unexpected("an instruction");
            return default;
        }

        _reader.Skip();
        return opcode;
    }

    /// <summary>An open construct.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Waiting">Where its bytes begin among those that wait for their operands.</param>
    /// <param name="Source">Where the instruction that waits stands in the source.</param>
    /// <param name="Hint">Branch hint of the instruction that waits, or -1.</param>
    private readonly record struct Construct(ConstructKind Kind, int Waiting, int Source, int Hint)
    {
        /// <summary>Symbol of the label of an if that waits, or -1.</summary>
        public int Label { get; init; }

        public string? LabelName { get; init; }
    }
}

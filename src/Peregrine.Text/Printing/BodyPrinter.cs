using System.Globalization;
using System.Text;
using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>Prints function bodies and constant expressions.</summary>
internal sealed class BodyPrinter
{
    private const WasmFeatures Everything = (WasmFeatures)uint.MaxValue;

    // Bodies that declare more do not validate; a few bytes must not become gigabytes of text.
    private const ulong MaximumLocals = 50_000;

    private readonly ModuleIndex _index;
    private readonly TypePrinter _types;
    private readonly InstructionPrinter _instructions;
    private readonly TextOutput _output;
    private readonly PrintOptions _options;
    private readonly BranchHintIndex _hints;
    private readonly InstructionLists _lists = new();

    public BodyPrinter(ModuleIndex index, TypePrinter types, TextOutput output, PrintOptions options, BranchHintIndex hints)
    {
        _index = index;
        _types = types;
        _instructions = new InstructionPrinter(index, types);
        _output = output;
        _options = options;
        _hints = hints;
    }

    /// <summary>Prints everything behind the function's identifier.</summary>
    public void PrintFunction(uint function, uint type, ByteRange range)
    {
        var signature = _index.FunctionType(type);
        int parameters = signature?.Parameters.Length ?? 0;
        var reader = new ByteReader(_index.Module.Binary.Span, range.Start, range.End);
        var locals = ReadLocals(ref reader, out string? problem);
        _instructions.Locals = _index.Locals(function, parameters + locals.Count);
        _types.AppendTypeUse(_output.Text, type, _instructions.Locals);
        if (_options.Skeleton)
        {
            _output.Text.Append(" ...");
            return;
        }

        _output.Indentation++;
        if (locals.Count > 0)
        {
            // The first space of the declarations ends the indentation.
            _output.Indentation--;
            _output.Line().Append(' ');
            _types.AppendDeclarations(_output.Text, "local", System.Runtime.InteropServices.CollectionsMarshal.AsSpan(locals), (uint)parameters, _instructions.Locals);
            _output.Indentation++;
        }

        _instructions.Labels.Clear();
        _instructions.Labels.Push(new LabelFrame(Opcode.Block, null, signature?.Results.Length ?? 0, signature?.Results.Length ?? 0));
        _hints.BeginFunction(function, range.Start);
        if (problem is null)
        {
            var body = new ByteRange(reader.Position, range.End - reader.Position);
            problem = _options.Fold && FoldedBody.TryRead(this, function, body, out var folded) ? PrintFolded(folded) : PrintFlat(function, body);
        }

        if (problem is not null)
        {
            _output.Line().Append(";; ").Append(problem.ReplaceLineEndings(" "));
            _output.Line();
        }

        _output.Indentation--;
    }

    /// <summary>Appends an expression in place, a single instruction in parentheses.</summary>
    /// <param name="range">The expression.</param>
    /// <param name="wrapper">Keyword of the form that holds several instructions, or null where none is needed.</param>
    public void AppendExpression(ByteRange range, string? wrapper)
    {
        var text = new StringBuilder();
        int count = 0;
        _instructions.Locals = IdentifierSpace.Empty;
        _instructions.Labels.Clear();
        _instructions.Labels.Push(new LabelFrame(Opcode.Block, null, 0, 0));
        var reader = Read(range);
        Instruction instruction = default;
        uint labels = 0;
        while (reader.Next(ref instruction, _lists))
        {
            if (instruction.Opcode == Opcode.End && _instructions.Labels.Count == 1)
            {
                break;
            }

            text.Append(count++ == 0 ? "" : " ");
            AppendStep(text, instruction, uint.MaxValue, ref labels);
        }

        text.Append(reader.Problem is null ? "" : $"(; {reader.Problem.Replace(";", ",", StringComparison.Ordinal)} ;)");
        _output.Text.Append(' ').Append(count == 1 ? "(" : wrapper is null ? "" : $"({wrapper}{(count == 0 ? "" : " ")}").Append(text)
            .Append(count == 1 || wrapper is not null ? ")" : "");
    }

    public SafeReader Read(ByteRange range) => new(new InstructionReader(_index.Module.Binary.Span, range.Start, range.End, _lists, Everything));

    public InstructionLists Lists => _lists;

    public LabelStack Labels => _instructions.Labels;

    public ModuleIndex Index => _index;

    public BranchHintIndex Hints => _hints;

    /// <summary>Appends one instruction and follows the blocks that it opens or closes.</summary>
    public void AppendStep(StringBuilder text, in Instruction instruction, uint function, ref uint labels)
    {
        var stack = _instructions.Labels;
        if (_options.Offsets)
        {
            text.Append(CultureInfo.InvariantCulture, $"(;{instruction.Offset:x};) ");
        }

        switch (instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                string? label = _index.Label(function, labels++);
                _instructions.Append(text, instruction, _lists, label);
                stack.Push(NewFrame(instruction, label));
                text.Append(" (;@").AppendNumber(stack.Count - 1).Append(";)");
                break;
            case Opcode.End when stack.Count > 0:
                stack.Pop();
                text.Append("end");
                break;
            case Opcode.Delegate when stack.Count > 0:
                stack.Pop();
                _instructions.Append(text, instruction, _lists);
                break;
            default:
                _instructions.Append(text, instruction, _lists);
                break;
        }
    }

    private LabelFrame NewFrame(in Instruction instruction, string? label)
    {
        var type = instruction.BlockType;
        var signature = type.IsIndex ? _index.FunctionType(type.TypeIndex) : null;
        int results = type.IsResult ? 1 : signature?.Results.Length ?? 0;
        return new LabelFrame(instruction.Opcode, label, instruction.Opcode == Opcode.Loop ? signature?.Parameters.Length ?? 0 : results, results);
    }

    private string? PrintFlat(uint function, ByteRange range)
    {
        var stack = _instructions.Labels;
        var reader = Read(range);
        Instruction instruction = default;
        uint labels = 0;
        int outermost = _output.Indentation;
        while (reader.Next(ref instruction, _lists))
        {
            if (instruction.Opcode == Opcode.End && stack.Count == 1)
            {
                return reader.IsAtEnd ? null : $"malformed: unexpected bytes behind the end, at offset 0x{reader.Position:x}";
            }

            bool closes = instruction.Opcode is Opcode.End or Opcode.Else or Opcode.Catch or Opcode.CatchAll or Opcode.Delegate;
            _output.Indentation = outermost + stack.Count - (closes ? 2 : 1);
            var text = _output.Line();
            _hints.Append(text, instruction);
            AppendStep(text, instruction, function, ref labels);
        }

        _output.Indentation = outermost;
        return $"malformed: {reader.Problem}";
    }

    private string? PrintFolded(FoldedBody body)
    {
        body.Nodes.ForEach(PrintNode);
        return body.Problem;
    }

    private void PrintNode(FoldedNode node)
    {
        _output.Line().Append(node.Prefix).Append('(').Append(node.Head);
        _output.Indentation++;
        node.Operands?.ForEach(PrintNode);
        foreach (var clause in node.Clauses ?? [])
        {
            if (clause.Head is null)
            {
                clause.Body.ForEach(PrintNode);
                continue;
            }

            _output.Line().Append('(').Append(clause.Head);
            _output.Indentation++;
            clause.Body.ForEach(PrintNode);
            _output.Indentation--;
            _output.Text.Append(')');
        }

        _output.Indentation--;
        _output.Text.Append(')');
    }

    private static List<ValTypeSyntax> ReadLocals(ref ByteReader reader, out string? problem)
    {
        var locals = new List<ValTypeSyntax>();
        problem = null;
        try
        {
            ulong total = 0;
            for (int groups = reader.ReadCount(); groups > 0; groups--)
            {
                uint count = reader.ReadU32();
                var type = TypeReader.ReadValType(ref reader);
                total += count;
                if (total > MaximumLocals)
                {
                    problem = $"too many locals: {total} and the body is not shown";
                    return locals;
                }

                for (; count > 0; count--)
                {
                    locals.Add(type);
                }
            }
        }
        catch (MalformedModuleException exception)
        {
            problem = $"malformed: {exception.Message}";
        }

        return locals;
    }
}

/// <summary>Reads instructions up to the first malformed one, which is a problem to report and no exception.</summary>
internal ref struct SafeReader(InstructionReader reader)
{
    private InstructionReader _reader = reader;

    public string? Problem { get; private set; }

    public readonly bool IsAtEnd => _reader.IsAtEnd;

    public readonly int Position => _reader.Position;

    public bool Next(ref Instruction instruction, InstructionLists lists)
    {
        try
        {
            _reader.Read(ref instruction);
            return true;
        }
        catch (MalformedModuleException exception)
        {
            lists.Labels.Clear();
            Problem = exception.Message;
            return false;
        }
    }
}

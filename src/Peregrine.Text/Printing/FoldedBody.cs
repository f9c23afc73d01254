using System.Text;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>An instruction with the instructions before it that give its operands, and what is in it.</summary>
/// <param name="Prefix">What stands in front of the parenthesis: annotations.</param>
/// <param name="Head">Mnemonic and immediates.</param>
internal sealed record FoldedNode(string Prefix, string Head)
{
    public List<FoldedNode>? Operands { get; set; }

    public List<FoldedClause>? Clauses { get; set; }

    /// <summary>Whether it leaves one value, so that it can become an operand.</summary>
    public bool IsValue { get; set; }

    /// <summary>How many nodes stand within one another.</summary>
    public int Depth { get; set; } = 1;
}

/// <summary>A part of a block: <c>then</c>, <c>else</c>, <c>do</c>, <c>catch</c>; without a head what is in the block itself.</summary>
internal sealed record FoldedClause(string? Head)
{
    public List<FoldedNode> Body { get; } = [];
}

/// <summary>A function body as nested expressions.</summary>
/// <remarks>Folding never changes the order of instructions, so it is right whatever an instruction takes; the arities only decide
/// what reads well.</remarks>
internal sealed class FoldedBody
{
    // Printing is recursive, so both kinds of nesting are bounded; deeper operands stay in sequence, deeper blocks print flat.
    private const int MaximumOperandDepth = 100;
    private const int MaximumDepth = 400;

    private readonly BodyPrinter _printer;
    private readonly uint _function;
    private readonly List<(FoldedNode Node, FoldedClause Clause)> _open = [];
    private readonly StringBuilder _text = new();
    private List<FoldedNode> _current;
    private uint _labels;

    private FoldedBody(BodyPrinter printer, uint function)
    {
        _printer = printer;
        _function = function;
        _current = Nodes;
    }

    public List<FoldedNode> Nodes { get; } = [];

    public string? Problem { get; private set; }

    /// <summary>Reads a body; false when it is nested too deeply, and then the labels are as before.</summary>
    public static bool TryRead(BodyPrinter printer, uint function, ByteRange range, out FoldedBody body)
    {
        body = new FoldedBody(printer, function);
        if (body.Read(range))
        {
            return true;
        }

        while (printer.Labels.Count > 1)
        {
            printer.Labels.Pop();
        }

        return false;
    }

    private bool Read(ByteRange range)
    {
        var reader = _printer.Read(range);
        Instruction instruction = default;
        while (reader.Next(ref instruction, _printer.Lists))
        {
            if (instruction.Opcode == Opcode.End && _printer.Labels.Count == 1)
            {
                Problem = reader.IsAtEnd ? null : $"malformed: unexpected bytes behind the end, at offset 0x{reader.Position:x}";
                return true;
            }

            if (_open.Count > MaximumDepth || !Add(instruction))
            {
                return false;
            }
        }

        Problem = $"malformed: {reader.Problem}";
        return true;
    }

    private bool Add(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.TryTable:
                Open(instruction, null, operands: 0);
                return true;
            case Opcode.If:
                Open(instruction, "then", operands: 1);
                return true;
            case Opcode.Try:
                Open(instruction, "do", operands: 0);
                return true;
            case Opcode.Else or Opcode.Catch or Opcode.CatchAll:
                if (_open.Count > 0)
                {
                    BeginClause(Step(instruction));
                    return true;
                }

                break;
            case Opcode.Delegate when _open.Count > 0:
                BeginClause(Step(instruction));
                return Close();
            case Opcode.End:
                Step(instruction);
                return Close();
        }

        _text.Clear();
        _printer.Hints.Append(_text, instruction);
        string prefix = _text.ToString();
        var (operands, results) = FoldArity.Of(instruction, _printer);
        var node = new FoldedNode(prefix, Step(instruction)) { IsValue = results == 1 };
        TakeOperands(node, operands);
        _current.Add(node);
        return true;
    }

    private string Step(in Instruction instruction)
    {
        _text.Clear();
        _printer.AppendStep(_text, instruction, _function, ref _labels);
        return _text.ToString();
    }

    private void Open(in Instruction instruction, string? clause, int operands)
    {
        _text.Clear();
        _printer.Hints.Append(_text, instruction);
        string prefix = _text.ToString();
        var node = new FoldedNode(prefix, Step(instruction)) { Clauses = [], IsValue = _printer.Labels.Top.Results == 1 };
        TakeOperands(node, operands);
        _current.Add(node);
        _open.Add((node, new FoldedClause(clause)));
        node.Clauses.Add(_open[^1].Clause);
        _current = _open[^1].Clause.Body;
    }

    private void BeginClause(string head)
    {
        var node = _open[^1].Node;
        var clause = new FoldedClause(head);
        node.Clauses!.Add(clause);
        _open[^1] = (node, clause);
        _current = clause.Body;
    }

    private bool Close()
    {
        if (_open.Count == 0)
        {
            return true;
        }

        var node = _open[^1].Node;
        foreach (var clause in node.Clauses!)
        {
            foreach (var inner in clause.Body)
            {
                node.Depth = Math.Max(node.Depth, inner.Depth + 1);
            }
        }

        _open.RemoveAt(_open.Count - 1);
        _current = _open.Count == 0 ? Nodes : _open[^1].Clause.Body;
        return node.Depth <= MaximumDepth;
    }

    private void TakeOperands(FoldedNode node, int count)
    {
        int first = _current.Count;
        while (first > 0 && count > 0 && _current[first - 1] is { IsValue: true, Depth: < MaximumOperandDepth })
        {
            first--;
            count--;
        }

        if (first == _current.Count)
        {
            return;
        }

        node.Operands = _current.GetRange(first, _current.Count - first);
        _current.RemoveRange(first, _current.Count - first);
        foreach (var operand in node.Operands)
        {
            node.Depth = Math.Max(node.Depth, operand.Depth + 1);
        }
    }
}

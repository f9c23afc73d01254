using System.Text;
using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>Branch hints by function and offset, which print as annotations of their instructions.</summary>
internal sealed class BranchHintIndex
{
    private readonly Dictionary<(uint Function, int Offset), bool> _hints = [];
    private uint _function;
    private int _bodyStart;

    public BranchHintIndex(ModuleSyntax module)
    {
        foreach (var function in BranchHints.Read(module))
        {
            foreach (var hint in function.Hints)
            {
                _hints.TryAdd((function.Function, hint.Offset), hint.IsTaken);
            }
        }
    }

    /// <summary>Whether the section could be read, so that annotations take its place.</summary>
    public bool Any => _hints.Count > 0;

    public void BeginFunction(uint function, int bodyStart)
    {
        _function = function;
        _bodyStart = bodyStart;
    }

    /// <summary>Appends the hint for a branch, where there is one; other instructions cannot carry hints.</summary>
    public void Append(StringBuilder text, in Instruction instruction)
    {
        if (Any && instruction.Opcode is Opcode.If or Opcode.BrIf && _hints.TryGetValue((_function, instruction.Offset - _bodyStart), out bool isTaken))
        {
            text.Append("(@metadata.code.branch_hint \"").Append(isTaken ? "\\01" : "\\00").Append("\") ");
        }
    }
}

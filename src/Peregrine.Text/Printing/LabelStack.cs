using System.Text;
using Peregrine.Instructions;

namespace Peregrine.Text.Printing;

/// <summary>The blocks around an instruction, the function's body as the outermost.</summary>
internal sealed class LabelStack
{
    private readonly List<LabelFrame> _frames = [];

    public int Count => _frames.Count;

    public LabelFrame Top => _frames[^1];

    public void Clear() => _frames.Clear();

    public void Push(LabelFrame frame) => _frames.Add(frame);

    public void Pop() => _frames.RemoveAt(_frames.Count - 1);

    /// <summary>The block that a label index refers to, or null when there is none.</summary>
    public LabelFrame? Find(uint label) => label < _frames.Count ? _frames[_frames.Count - 1 - (int)label] : null;

    /// <summary>Appends a reference: the identifier, unless an inner label hides it, else the index and in a comment the depth of the block.</summary>
    public void AppendReference(StringBuilder text, uint label)
    {
        if (Find(label) is not { } target)
        {
            text.AppendNumber(label);
            return;
        }

        if (target.Identifier is { } identifier && !IsHidden(label, identifier))
        {
            text.Append(identifier);
            return;
        }

        text.AppendNumber(label).Append(" (;@").AppendNumber(_frames.Count - 1 - label).Append(";)");
    }

    private bool IsHidden(uint label, string identifier)
    {
        for (int i = _frames.Count - (int)label; i < _frames.Count; i++)
        {
            if (_frames[i].Identifier == identifier)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One block.</summary>
/// <param name="Opcode">What opened it.</param>
/// <param name="Identifier">Its label, where it has one.</param>
/// <param name="BranchArity">Number of operands that a branch to it takes.</param>
/// <param name="Results">Number of its results.</param>
internal sealed record LabelFrame(Opcode Opcode, string? Identifier, int BranchArity, int Results);

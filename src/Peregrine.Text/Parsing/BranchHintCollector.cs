using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Collects branch hints and writes the custom section that carries them.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/appendix/custom.html#branch-hints"/></remarks>
internal sealed class BranchHintCollector(ModuleContext context)
{
    private readonly List<FunctionBranchHints> _functions = [];
    private uint _function;
    private int _bodyStart;

    public void BeginFunction(uint function, int bodyStart)
    {
        _function = function;
        _bodyStart = bodyStart;
    }

    /// <summary>Takes the hint in front of an instruction.</summary>
    /// <returns>Its value, or -1.</returns>
    /// <exception cref="InvalidModuleException">The instruction is no branch that hints apply to.</exception>
    public int Take(int tokenIndex, Opcode opcode, bool inFunction)
    {
        var annotations = context.Annotations;
        if (!annotations.Any || !inFunction || !annotations.TryTake(tokenIndex, AnnotationKind.BranchHint, out var annotation))
        {
            return -1;
        }

        byte[] value = annotations.ExpectStrings(annotation, annotation.First);
        if (value is not [0 or 1])
        {
            throw annotations.Error(annotation, "invalid value");
        }

        if (annotations.TryTake(tokenIndex, AnnotationKind.BranchHint, out var second))
        {
            throw annotations.Error(second, "duplicate annotation");
        }

        return opcode is Opcode.If or Opcode.BrIf
            ? value[0]
            : throw new InvalidModuleException($"@{BranchHints.SectionName} annotation: invalid target", context.Reader.Source.Position(annotation.Start));
    }

    /// <summary>Notes a hint for the instruction that is written next.</summary>
    public void Write(int hint, int offset)
    {
        if (hint < 0)
        {
            return;
        }

        if (_functions.Count == 0 || _functions[^1].Function != _function)
        {
            _functions.Add(new FunctionBranchHints(_function, []));
        }

        _functions[^1].Hints.Add(new BranchHint(offset - _bodyStart, hint == 1));
    }

    /// <summary>Adds the section to the module, where there are hints.</summary>
    public void AddSection()
    {
        if (_functions.Count == 0)
        {
            return;
        }

        int start = context.Code.Position;
        BranchHints.Write(context.Code, _functions);

        // The name is written in front; its length takes one byte. The section must come before the code, whether or not there is a data count.
        start += 1 + BranchHints.SectionName.Length;
        var range = new ByteRange(start, context.Code.Position - start);
        context.Draft.CustomSections.Add(new CustomSectionSyntax(BranchHints.SectionName, range, (byte)SectionId.DataCount, start));
    }
}

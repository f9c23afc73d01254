using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Collects branch hints and writes the custom section that carries them.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/appendix/custom.html#branch-hints"/></remarks>
internal sealed class BranchHints(ModuleContext context)
{
    private const string SectionName = "metadata.code.branch_hint";

    private readonly List<(uint Function, int Offset, byte Value)> _hints = [];
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
            : throw new InvalidModuleException($"@{SectionName} annotation: invalid target", context.Reader.Source.Position(annotation.Start));
    }

    /// <summary>Notes a hint for the instruction that is written next.</summary>
    public void Write(int hint, int offset)
    {
        if (hint >= 0)
        {
            _hints.Add((_function, offset - _bodyStart, (byte)hint));
        }
    }

    /// <summary>Adds the section to the module, where there are hints.</summary>
    public void AddSection()
    {
        if (_hints.Count == 0)
        {
            return;
        }

        var functions = _hints.GroupBy(hint => hint.Function).ToArray();
        int start = context.Code.Position;
        context.Code.WriteU32((uint)functions.Length);
        foreach (var function in functions)
        {
            context.Code.WriteU32(function.Key);
            context.Code.WriteU32((uint)function.Count());
            foreach (var (_, offset, value) in function)
            {
                context.Code.WriteU32((uint)offset);
                context.Code.WriteU32(1);
                context.Code.WriteByte(value);
            }
        }

        // The section must come before the code, whether or not there is a data count.
        var range = new ByteRange(start, context.Code.Position - start);
        context.Draft.CustomSections.Add(new CustomSectionSyntax(SectionName, range, SectionPlaces.BeforeCode, start));
    }
}

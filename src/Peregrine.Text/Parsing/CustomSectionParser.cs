using Peregrine.Binary;
using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads custom sections, which text writes as annotations between the fields.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/appendix/custom.html#custom-annotations"/></remarks>
internal sealed class CustomSectionParser(ModuleContext context)
{
    private readonly Annotations _annotations = context.Annotations;

    /// <summary>Takes the sections that stand in front of the current token.</summary>
    public void TakeHere()
    {
        while (_annotations.Any && _annotations.TryTake(context.Reader.Position, AnnotationKind.Custom, out var annotation))
        {
            Read(annotation);
        }
    }

    private void Read(Annotation annotation)
    {
        int at = annotation.First;
        string name = _annotations.ExpectName(annotation, at++, "missing section name");
        var after = SectionId.Data;
        if (_annotations.TokenAt(at).Kind == TokenKind.LeftParenthesis)
        {
            after = ReadPlace(annotation, at + 1);
            at += 4;
        }

        byte[] content = _annotations.ExpectStrings(annotation, at);
        int start = context.Code.Position;
        context.Positions.Add(start, annotation.Start);
        context.Code.WriteBytes(content);
        context.Draft.CustomSections.Add(new CustomSectionSyntax(name, new ByteRange(start, content.Length), (byte)after, start));
    }

    /// <summary>Reads <c>before section)</c> or <c>after section)</c>.</summary>
    /// <returns>The section that comes before.</returns>
    private SectionId ReadPlace(Annotation annotation, int at)
    {
        bool isBefore = _annotations.IsKeyword(at, "before"u8);
        if (!isBefore && !_annotations.IsKeyword(at, "after"u8))
        {
            throw _annotations.Error(annotation, "malformed placement");
        }

        if (isBefore && _annotations.IsKeyword(at + 1, "first"u8))
        {
            ExpectEnd(annotation, at + 2);
            return SectionId.Custom;
        }

        if (!isBefore && _annotations.IsKeyword(at + 1, "last"u8))
        {
            ExpectEnd(annotation, at + 2);
            return SectionId.Data;
        }

        var previous = SectionId.Custom;
        foreach (var section in SectionOrder.Sequence)
        {
            if (_annotations.IsKeyword(at + 1, System.Text.Encoding.UTF8.GetBytes(SectionOrder.Keyword(section)!)))
            {
                ExpectEnd(annotation, at + 2);
                return isBefore ? previous : section;
            }

            previous = section;
        }

        throw _annotations.Error(annotation, "malformed section kind");
    }

    private void ExpectEnd(Annotation annotation, int at)
    {
        if (_annotations.TokenAt(at).Kind != TokenKind.RightParenthesis)
        {
            throw _annotations.Error(annotation, "unexpected token");
        }
    }
}

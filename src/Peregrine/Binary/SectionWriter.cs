using System.Runtime.InteropServices;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Collects the content of one section after the other, for a section's size comes first, and notes what came from where.</summary>
internal sealed class SectionWriter(ModuleSyntax module)
{
    private int _firstPiece;

    public ByteWriter Writer { get; } = new(4096);

    public List<EncodedPiece> Pieces { get; } = [];

    /// <summary>Notes that an item starts here.</summary>
    public void BeginItem(int original) => Pieces.Add(new EncodedPiece(Writer.Position, original, 0));

    /// <summary>Copies a range of the module's bytes.</summary>
    public void Copy(ByteRange range)
    {
        Pieces.Add(new EncodedPiece(Writer.Position, range.Start, range.Length));
        Writer.WriteBytes(module.Slice(range));
    }

    /// <summary>Where the content will start in <paramref name="target"/>.</summary>
    public int ContentOffset(ByteWriter target) => target.Position + 1 + SizeLength();

    /// <summary>Writes the section with its number and size, and starts the next one.</summary>
    public void Flush(ByteWriter target, byte id)
    {
        int start = ContentOffset(target);
        foreach (ref var piece in CollectionsMarshal.AsSpan(Pieces)[_firstPiece..])
        {
            piece = piece with { Offset = piece.Offset + start };
        }

        _firstPiece = Pieces.Count;
        target.WriteByte(id);
        target.WriteSized(Writer.Written);
        Writer.Clear();
    }

    private int SizeLength()
    {
        int length = 1;
        for (uint rest = (uint)Writer.Position >> 7; rest != 0; rest >>= 7)
        {
            length++;
        }

        return length;
    }
}

namespace Peregrine.Binary;

/// <summary>What the encoder made, and where everything came from.</summary>
/// <param name="bytes">The module.</param>
/// <param name="bodyOffsets">Offset of each defined function's body, behind its size.</param>
/// <param name="pieces">Parts whose origin is known, in ascending order of their new offset.</param>
internal sealed class EncodedModule(byte[] bytes, int[] bodyOffsets, EncodedPiece[] pieces)
{
    public byte[] Bytes { get; } = bytes;

    public int[] BodyOffsets { get; } = bodyOffsets;

    /// <summary>The offset in the original syntax's binary that an offset of <see cref="Bytes"/> goes back to, or -1 for what has no origin.</summary>
    /// <remarks>Bodies, constant expressions and contents map byte by byte; everything else to the offset of the item that it belongs to.</remarks>
    public long Original(long offset)
    {
        int low = 0;
        int high = pieces.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (pieces[middle].Offset <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        if (high < 0)
        {
            return -1;
        }

        var piece = pieces[high];
        return piece.Original + Math.Min(offset - piece.Offset, piece.Length);
    }
}

/// <summary>A part of an encoded module.</summary>
/// <param name="Offset">Where it stands now.</param>
/// <param name="Original">Where it or its item stood before.</param>
/// <param name="Length">How far both run in parallel, in bytes; 0 for items.</param>
internal readonly record struct EncodedPiece(int Offset, int Original, int Length);

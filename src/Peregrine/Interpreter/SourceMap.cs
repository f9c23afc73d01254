namespace Peregrine.Interpreter;

/// <summary>Which instruction of the module each instruction of the code comes from, in about two bytes each.</summary>
/// <remarks>Pairs of differences: of positions in units of eight bytes, unsigned, and of module offsets, signed; both as LEB128.</remarks>
internal static class SourceMap
{
    public static byte[] Encode(ReadOnlySpan<Emitted> instructions)
    {
        var bytes = new byte[instructions.Length * 10];
        int length = 0, position = 0, source = 0;
        foreach (ref readonly var instruction in instructions)
        {
            Write(bytes, ref length, (uint)(instruction.Position - position) / 8);
            int difference = instruction.Source - source;
            Write(bytes, ref length, (uint)((difference << 1) ^ (difference >> 31)));
            position = instruction.Position;
            source = instruction.Source;
        }

        return bytes[..length];
    }

    /// <summary>The source of the last instruction that starts at or before the position.</summary>
    public static int Find(ReadOnlySpan<byte> map, int position)
    {
        int at = 0, start = 0, source = 0, found = -1;
        while (at < map.Length)
        {
            start += (int)Read(map, ref at) * 8;
            uint zigzag = Read(map, ref at);
            source += (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
            if (start > position)
            {
                break;
            }

            found = source;
        }

        return found;
    }

    private static void Write(byte[] bytes, ref int length, uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        bytes[length++] = (byte)value;
    }

    private static uint Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = bytes[at++];
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}

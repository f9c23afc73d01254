namespace Peregrine.Wasi.Preview1;

/// <summary>args_* and environ_*.</summary>
internal static class ArgumentFunctions
{
    public static Errno ArgsGet(WasiContext context, GuestMemory memory, uint pointers, uint buffer) =>
        WriteTexts(memory, context.Arguments, pointers, buffer);

    public static Errno ArgsSizesGet(WasiContext context, GuestMemory memory, uint count, uint size) =>
        WriteSizes(memory, context.Arguments, count, size);

    public static Errno EnvironGet(WasiContext context, GuestMemory memory, uint pointers, uint buffer) =>
        WriteTexts(memory, context.Environment, pointers, buffer);

    public static Errno EnvironSizesGet(WasiContext context, GuestMemory memory, uint count, uint size) =>
        WriteSizes(memory, context.Environment, count, size);

    private static Errno WriteTexts(GuestMemory memory, byte[][] texts, uint pointers, uint buffer)
    {
        if (!memory.Contains(pointers, (ulong)texts.Length * 4) || !memory.Contains(buffer, TotalLength(texts)))
        {
            return Errno.Fault;
        }

        foreach (byte[] text in texts)
        {
            memory.TryWriteUInt32(pointers, buffer);
            memory.TryGetSpan(buffer, (uint)text.Length, out Span<byte> target);
            text.CopyTo(target);
            pointers += 4;
            buffer += (uint)text.Length;
        }

        return Errno.Success;
    }

    private static Errno WriteSizes(GuestMemory memory, byte[][] texts, uint count, uint size)
    {
        ulong total = TotalLength(texts);
        return total > uint.MaxValue ? Errno.Overflow
            : memory.TryWriteUInt32(count, (uint)texts.Length) && memory.TryWriteUInt32(size, (uint)total) ? Errno.Success
            : Errno.Fault;
    }

    private static ulong TotalLength(byte[][] texts)
    {
        ulong total = 0;
        foreach (byte[] text in texts)
        {
            total += (ulong)text.Length;
        }

        return total;
    }
}

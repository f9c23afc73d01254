namespace Peregrine.Wasi.Preview1;

/// <summary>random_get.</summary>
internal static class RandomFunctions
{
    public static Errno RandomGet(WasiContext context, GuestMemory memory, GuestArray buffer)
    {
        const uint Piece = 1 << 20;
        if (!memory.Contains(buffer.Pointer, buffer.Length))
        {
            return Errno.Fault;
        }

        for (uint done = 0; done < buffer.Length;)
        {
            uint length = Math.Min(Piece, buffer.Length - done);
            context.Cancellation.ThrowIfCancellationRequested();
            memory.TryGetSpan(buffer.Pointer + done, length, out Span<byte> span);
            context.Random.Fill(span);
            done += length;
        }

        return Errno.Success;
    }
}

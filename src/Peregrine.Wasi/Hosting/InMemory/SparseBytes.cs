namespace Peregrine.Wasi.Hosting.InMemory;

/// <summary>The bytes of a file in pages that exist only where something was written; a hole reads as zeros. Not thread-safe.</summary>
internal sealed class SparseBytes
{
    private const int PageBits = 16;
    private const int PageSize = 1 << PageBits;
    private const int SmallestPage = 256;

    /// <summary>Page number to page; a page may be shorter than <see cref="PageSize"/>, the rest of it is zero.</summary>
    private readonly Dictionary<ulong, byte[]> _pages = [];
    private readonly StorageQuota _quota;

    public SparseBytes(StorageQuota quota) => _quota = quota;

    public ulong Length { get; private set; }

    public int Read(Span<byte> buffer, ulong offset)
    {
        if (offset >= Length)
        {
            return 0;
        }

        int count = (int)Math.Min((ulong)buffer.Length, Length - offset);
        for (int done = 0; done < count;)
        {
            ulong position = offset + (ulong)done;
            int inPage = (int)(position & (PageSize - 1));
            Span<byte> target = buffer.Slice(done, Math.Min(PageSize - inPage, count - done));
            ReadOnlySpan<byte> source = _pages.TryGetValue(position >> PageBits, out byte[]? page) && inPage < page.Length
                ? page.AsSpan(inPage, Math.Min(target.Length, page.Length - inPage))
                : default;
            source.CopyTo(target);
            target[source.Length..].Clear();
            done += target.Length;
        }

        return count;
    }

    /// <summary>Writes what the quota allows and tells how much that was.</summary>
    public int Write(ReadOnlySpan<byte> buffer, ulong offset)
    {
        int done = 0;
        while (done < buffer.Length)
        {
            ulong position = offset + (ulong)done;
            int inPage = (int)(position & (PageSize - 1));
            int length = Math.Min(PageSize - inPage, buffer.Length - done);
            if (!TryGetPage(position >> PageBits, inPage + length, out byte[] page))
            {
                break;
            }

            buffer.Slice(done, length).CopyTo(page.AsSpan(inPage));
            done += length;
        }

        if (done > 0)
        {
            Length = Math.Max(Length, offset + (ulong)done);
        }

        return done;
    }

    public void SetLength(ulong length)
    {
        if (length < Length)
        {
            ulong last = length >> PageBits;
            int inPage = (int)(length & (PageSize - 1));
            foreach (ulong number in _pages.Keys.Where(number => number > last || (number == last && inPage == 0)).ToArray())
            {
                _quota.Release(_pages[number].Length);
                _pages.Remove(number);
            }

            if (_pages.TryGetValue(last, out byte[]? page) && inPage < page.Length)
            {
                page.AsSpan(inPage).Clear();
            }
        }

        Length = length;
    }

    private bool TryGetPage(ulong number, int length, out byte[] page)
    {
        bool exists = _pages.TryGetValue(number, out page!);
        int oldLength = exists ? page.Length : 0;
        if (exists && length <= oldLength)
        {
            return true;
        }

        int newLength = SmallestPage;
        while (newLength < length)
        {
            newLength *= 2;
        }

        if (!_quota.TryTake(newLength - oldLength))
        {
            return false;
        }

        byte[] larger = new byte[newLength];
        page?.CopyTo(larger, 0);
        _pages[number] = page = larger;
        return true;
    }
}

/// <summary>Counts the bytes of an in-memory file system against its limit. Thread-safe.</summary>
internal sealed class StorageQuota(long limit)
{
    private long _used;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}

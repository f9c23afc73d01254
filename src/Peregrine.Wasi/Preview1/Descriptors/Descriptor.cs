namespace Peregrine.Wasi.Preview1.Descriptors;

/// <summary>What a file descriptor of a guest refers to. Operations that a kind lacks fail as they do on POSIX.</summary>
internal abstract class Descriptor(FileType type, Rights baseRights, Rights inheritingRights) : IDisposable
{
    /// <summary>What kind of thing it is.</summary>
    public FileType Type { get; } = type;

    /// <summary>What may be done with it; can only shrink.</summary>
    public Rights BaseRights { get; set; } = baseRights;

    /// <summary>What descriptors opened through it may have; can only shrink.</summary>
    public Rights InheritingRights { get; set; } = inheritingRights;

    /// <summary>Append, synchronous and non-blocking mode.</summary>
    public FdFlags Flags { get; set; }

    /// <summary>The guest's name of a preopened directory, in UTF-8, or null.</summary>
    public byte[]? PreopenName { get; init; }

    /// <summary>Whether reading and writing can wait for somebody else.</summary>
    public virtual bool MayBlock => false;

    public abstract HostError GetStatus(out FileStatus status);

    public virtual HostError SetTimes(FileTimes times) => HostError.NotSupported;

    public virtual HostError Synchronize(bool dataOnly) => HostError.InvalidArgument;

    /// <summary>Reads at the position and moves it.</summary>
    public virtual HostError Read(Span<byte> buffer, out int count)
    {
        count = 0;
        return HostError.BadDescriptor;
    }

    /// <summary>Reads at an offset.</summary>
    public virtual HostError ReadAt(Span<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        return HostError.InvalidSeek;
    }

    /// <summary>Writes at the position or the end and moves it.</summary>
    public virtual HostError Write(ReadOnlySpan<byte> buffer, out int count)
    {
        count = 0;
        return HostError.BadDescriptor;
    }

    /// <summary>Writes at an offset.</summary>
    public virtual HostError WriteAt(ReadOnlySpan<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        return HostError.InvalidSeek;
    }

    public virtual HostError Seek(long offset, Whence whence, out ulong position)
    {
        position = 0;
        return HostError.InvalidSeek;
    }

    public virtual HostError SetSize(ulong size) => HostError.InvalidArgument;

    public virtual HostError Allocate(ulong offset, ulong length) => HostError.InvalidSeek;

    public virtual HostError Advise(ulong offset, ulong length, FileAdvice advice) => HostError.InvalidSeek;

    /// <summary>Whether a read or a write would not wait now; and for reading, how many bytes are known to be there.</summary>
    public virtual bool IsReady(bool writing, out ulong available)
    {
        available = 0;
        return true;
    }

    /// <summary>Completes once <see cref="IsReady"/> is true.</summary>
    public virtual Task WaitUntilReadyAsync(bool writing, CancellationToken cancellation) => Task.CompletedTask;

    public abstract void Dispose();
}

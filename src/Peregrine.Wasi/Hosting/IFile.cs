namespace Peregrine.Wasi;

/// <summary>An open file that is not a directory. It has no position: whoever holds it keeps one.</summary>
/// <remarks>A read-only file needs <see cref="IFileNode.GetStatus"/> and <see cref="Read"/> alone.</remarks>
public interface IFile : IFileNode
{
    /// <summary>Whether offsets mean anything: false for terminals, pipes and the like, which then ignore them.</summary>
    bool IsSeekable => true;

    /// <summary>Reads at <paramref name="offset"/>; <paramref name="count"/> is less than asked only at the end of the file, and 0 beyond it.</summary>
    HostError Read(Span<byte> buffer, ulong offset, out int count);

    /// <summary>Writes at <paramref name="offset"/>, beyond the end too; the gap reads as zeros.</summary>
    HostError Write(ReadOnlySpan<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        return HostError.ReadOnly;
    }

    /// <summary>Writes at the end of the file, wherever that is at this moment, and tells where the end is afterwards.</summary>
    HostError Append(ReadOnlySpan<byte> buffer, out int count, out ulong end)
    {
        end = 0;
        count = 0;
        HostError error = GetStatus(out FileStatus status);
        if (error == HostError.None)
        {
            error = Write(buffer, status.Size, out count);
            end = status.Size + (ulong)count;
        }

        return error;
    }

    /// <summary>Truncates or extends the file to <paramref name="size"/> bytes; what is added reads as zeros.</summary>
    HostError SetSize(ulong size) => HostError.ReadOnly;

    /// <summary>Makes sure that a range has storage, extending the file where it is shorter; never shrinks it.</summary>
    HostError Allocate(ulong offset, ulong length) => HostError.ReadOnly;

    /// <summary>Announces how a range will be used; a hint only.</summary>
    HostError Advise(ulong offset, ulong length, FileAdvice advice) => HostError.None;
}

using System.Text;
using Peregrine.Wasi.Hosting;
using Peregrine.Wasi.Hosting.InMemory;

namespace Peregrine.Wasi;

/// <summary>A file system that lives in memory: for tests, and for guests that must not touch the machine's files.</summary>
/// <remarks>
/// Thread-safe. Files may be sparse and as large as 2⁶³−1 bytes; only what was written takes memory. Names are case-sensitive.
/// Give <see cref="Root"/>, or any directory below it, to a guest as a preopened directory.
/// </remarks>
public sealed class MemoryFileSystem
{
    internal const ulong MaximumFileSize = long.MaxValue;

    private static ulong s_lastDevice;

    private readonly TimeProvider _time;
    private ulong _lastInode;

    /// <summary>Makes an empty file system.</summary>
    /// <param name="maximumBytes">Most bytes that data, names and directories may take together (a name counts 256); more fails with "no space".</param>
    /// <param name="time">Where file times come from; the system's clock if null.</param>
    public MemoryFileSystem(long maximumBytes = long.MaxValue, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Quota = new StorageQuota(maximumBytes);
        Device = (1UL << 40) + Interlocked.Increment(ref s_lastDevice);
        Root = new MemoryDirectory(this, null);
    }

    /// <summary>The top directory.</summary>
    public IDirectory Root { get; }

    internal Lock Lock { get; } = new();

    internal StorageQuota Quota { get; }

    internal ulong Device { get; }

    internal ulong Now => HostClocks.UnixNanoseconds(_time.GetUtcNow());

    /// <summary>Writes a file, replacing what it held; missing directories on the way are created.</summary>
    /// <param name="path">Path below <see cref="Root"/>, with '/' between names.</param>
    /// <param name="content">The new content.</param>
    /// <exception cref="IOException">The path leads outside, through a file, or the limit is reached.</exception>
    public void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        string relative = path.TrimStart('/');
        int slash = relative.LastIndexOf('/');
        if (slash > 0)
        {
            CreateDirectory(relative[..slash]);
        }

        Check(PathWalk.Start(Root, relative, out PathWalk walk), path);
        using (walk)
        {
            const FileOpenOptions Options = FileOpenOptions.Write | FileOpenOptions.Create | FileOpenOptions.Truncate;
            Check(walk.Open(follow: true, Options, out IFileNode? node), path);
            using var file = (IFile)node!;
            Check(file.Write(content, 0, out int count), path);
            Check(count < content.Length ? HostError.NoSpace : HostError.None, path);
        }
    }

    /// <summary>Writes a file as UTF-8, replacing what it held; missing directories on the way are created.</summary>
    /// <param name="path">Path below <see cref="Root"/>.</param>
    /// <param name="content">The new content.</param>
    /// <exception cref="IOException">The path leads outside, through a file, or the limit is reached.</exception>
    public void WriteFile(string path, string content) => WriteFile(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Creates a directory and those above it, where they do not exist.</summary>
    /// <param name="path">Path below <see cref="Root"/>.</param>
    /// <exception cref="IOException">The path leads outside or through a file, or the limit is reached.</exception>
    public void CreateDirectory(string path)
    {
        string soFar = "";
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            soFar += name;
            Check(PathWalk.Start(Root, soFar, out PathWalk walk), path);
            using (walk)
            {
                HostError error = walk.Name is null ? HostError.Exists : walk.Directory.CreateDirectory(walk.Name);
                Check(error == HostError.Exists ? HostError.None : error, path);
            }

            soFar += "/";
        }
    }

    /// <summary>The content of a file.</summary>
    /// <param name="path">Path below <see cref="Root"/>; symbolic links are followed.</param>
    /// <exception cref="IOException">There is no such file.</exception>
    public byte[] ReadFile(string path)
    {
        Check(PathWalk.Start(Root, path.TrimStart('/'), out PathWalk walk), path);
        using (walk)
        {
            Check(walk.Open(follow: true, FileOpenOptions.Read, out IFileNode? node), path);
            using (node)
            {
                if (node is not IFile file)
                {
                    throw new IOException($"{path}: {HostError.IsDirectory}");
                }

                file.GetStatus(out FileStatus status);
                byte[] content = new byte[status.Size];
                Check(file.Read(content, 0, out int count), path);
                return count == content.Length ? content : content[..count];
            }
        }
    }

    /// <summary>The content of a file, read as UTF-8.</summary>
    /// <param name="path">Path below <see cref="Root"/>; symbolic links are followed.</param>
    /// <exception cref="IOException">There is no such file.</exception>
    public string ReadText(string path) => Encoding.UTF8.GetString(ReadFile(path));

    /// <summary>Whether a file or directory exists; symbolic links are followed.</summary>
    /// <param name="path">Path below <see cref="Root"/>.</param>
    public bool Exists(string path)
    {
        bool exists = PathWalk.Start(Root, path.TrimStart('/'), out PathWalk walk) == HostError.None
            && walk.GetStatus(follow: true, out _) == HostError.None;
        walk.Dispose();
        return exists;
    }

    internal ulong NextInode() => Interlocked.Increment(ref _lastInode);

    private static void Check(HostError error, string path)
    {
        if (error != HostError.None)
        {
            throw new IOException($"{path}: {error}");
        }
    }
}

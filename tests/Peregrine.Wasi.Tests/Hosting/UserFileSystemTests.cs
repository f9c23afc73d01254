using System.Text;
using Peregrine.Wasi.Preview1;
using Peregrine.Wasi.Tests.Preview1;

namespace Peregrine.Wasi.Tests.Hosting;

/// <summary>A file system written by an embedder with the fewest members.</summary>
public sealed class UserFileSystemTests
{
    [Fact]
    public void AReadOnlyFileSystemNeedsFewMembers()
    {
        using var guest = new Guest(new Greetings());
        Assert.Equal("hello world", guest.ReadFile("world"));
        Assert.Equal(Errno.Noent, guest.TryOpen("missing", out _));
        Assert.Equal(["world"], guest.List(3).Skip(2).Select(e => e.Name));
        Assert.Equal(11UL, guest.Stat("world").Size);
        Assert.Equal(Errno.Rofs, guest.CallPath("path_create_directory", "x"));
        Assert.Equal(Errno.Rofs, guest.CallPath("path_unlink_file", "world"));
        uint fd = guest.Open("world");
        Assert.Equal(Errno.Rofs, guest.TryWrite(fd, "x", out _));
    }

    [Fact]
    public void ItsExceptionsAreErrorsOfTheGuest()
    {
        using var guest = new Guest(new Greetings());
        Assert.Equal(Errno.Acces, guest.TryOpen("forbidden", out _));
        Assert.Equal(Errno.Noent, guest.TryOpen("gone", out _));
        Assert.Equal(Errno.Notsup, guest.TryOpen("unsupported", out _));
        Assert.Throws<InvalidOperationException>(() => guest.TryOpen("bug", out _));
    }

    private sealed class Greetings : IDirectory
    {
        public HostError Duplicate(out IDirectory? directory)
        {
            directory = this;
            return HostError.None;
        }

        public HostError Open(string name, FileOpenOptions options, out IFileNode? node)
        {
            node = name switch
            {
                "world" => new Greeting(),
                "forbidden" => throw new UnauthorizedAccessException(),
                "gone" => throw new FileNotFoundException(),
                "unsupported" => throw new NotSupportedException(),
                "bug" => throw new InvalidOperationException(),
                _ => null,
            };
            return node is null ? HostError.NoEntry : HostError.None;
        }

        public HostError GetStatus(out FileStatus status)
        {
            status = new FileStatus(1, 1, FileType.Directory, 1, 0, 0, 0, 0);
            return HostError.None;
        }

        public HostError GetStatus(string name, out FileStatus status)
        {
            status = new FileStatus(1, 2, FileType.RegularFile, 1, 11, 0, 0, 0);
            return name == "world" ? HostError.None : HostError.NoEntry;
        }

        public HostError ReadEntries(IList<DirectoryEntry> entries)
        {
            entries.Add(new DirectoryEntry("world", 2, FileType.RegularFile));
            return HostError.None;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Greeting : IFile
    {
        private static readonly byte[] s_content = Encoding.UTF8.GetBytes("hello world");

        public HostError GetStatus(out FileStatus status)
        {
            status = new FileStatus(1, 2, FileType.RegularFile, 1, (ulong)s_content.Length, 0, 0, 0);
            return HostError.None;
        }

        public HostError Read(Span<byte> buffer, ulong offset, out int count)
        {
            count = offset >= (ulong)s_content.Length ? 0 : Math.Min(buffer.Length, s_content.Length - (int)offset);
            s_content.AsSpan((int)Math.Min(offset, (ulong)s_content.Length), count).CopyTo(buffer);
            return HostError.None;
        }

        public void Dispose()
        {
        }
    }
}

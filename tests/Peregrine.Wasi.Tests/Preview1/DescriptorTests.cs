using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>File descriptors: numbers, rights, renumbering and preopens.</summary>
public sealed class DescriptorTests
{
    [Fact]
    public void TheLowestFreeNumberIsUsed()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        uint first = guest.Open("a", OFlags.Creat);
        uint second = guest.Open("b", OFlags.Creat);
        Assert.Equal((4u, 5u), (first, second));
        guest.Close(first);
        Assert.Equal(4u, guest.Open("c", OFlags.Creat));
        Assert.Equal(Errno.Badf, guest.Call("fd_close", 77));
        Assert.Equal(Errno.Badf, guest.Call("fd_close", 0xFFFFFFFF));
    }

    [Fact]
    public void TheNumberOfDescriptorsIsLimited()
    {
        using var guest = new Guest(new WasiConfiguration().WithPreopenedDirectory(new MemoryFileSystem().Root, "/").WithMaximumDescriptors(1000));
        Errno error;
        uint last = 0;
        while ((error = guest.TryOpen(".", out uint fd, rights: 0)) == Errno.Success)
        {
            last = fd;
        }

        Assert.Equal((Errno.Mfile, 999u), (error, last));
        guest.Close(500);
        Assert.Equal(500u, guest.Open(".", rights: 0));
    }

    [Fact]
    public void RenumberingMovesAndCloses()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        guest.WriteFile("a", "A");
        guest.WriteFile("b", "B");
        uint a = guest.Open("a");
        uint b = guest.Open("b");
        guest.Success("fd_renumber", a, b);
        Assert.Equal(Errno.Badf, guest.Call("fd_close", a));
        Assert.Equal("A", guest.Read(b));
        Assert.Equal(Errno.Badf, guest.Call("fd_renumber", b, a));
        Assert.Equal(Errno.Badf, guest.Call("fd_renumber", b, 999));
        guest.Success("fd_renumber", b, b);
        guest.Success("fd_renumber", b, 3);
        uint result = guest.Reserve(8);
        Assert.Equal(Errno.Badf, guest.Call("fd_prestat_get", 3, result));
    }

    [Fact]
    public void RightsCanOnlyBeGivenUp()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        uint fd = guest.Open("file", OFlags.Creat, Rights.FdRead | Rights.FdWrite | Rights.FdSeek);
        guest.Write(fd, "x");
        guest.Success("fd_fdstat_set_rights", fd, (long)Rights.FdSeek, 0);
        Assert.Equal(Errno.Notcapable, guest.TryWrite(fd, "x", out _));
        Assert.Equal(Errno.Notcapable, guest.TryRead(fd, 1, out _));
        Assert.Equal(Errno.Notcapable, guest.Call("fd_fdstat_set_rights", fd, (long)(Rights.FdSeek | Rights.FdRead), 0));
        uint result = guest.Reserve(24);
        guest.Success("fd_fdstat_get", fd, result);
        Assert.Equal((byte)FileType.RegularFile, guest.Bytes(result, 1)[0]);
        Assert.Equal((ulong)Rights.FdSeek, guest.Read64(result + 8));
    }

    [Fact]
    public void DirectoriesHandDownOnlyWhatTheyInherit()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        guest.WriteFile("file", "x");
        Rights inheriting = Rights.FdRead | Rights.FdSeek | Rights.FdReaddir;
        Assert.Equal(Errno.Success, guest.TryOpen(".", out uint fd, flags: OFlags.Directory, rights: Rights.PathOpen | Rights.FdReaddir, inheriting: inheriting));
        Assert.Equal(Errno.Success, guest.TryOpen("file", out _, fd, rights: Rights.FdRead));
        Assert.Equal(Errno.Notcapable, guest.TryOpen("file", out _, fd, rights: Rights.FdRead | Rights.FdWrite));
        Assert.Equal(Errno.Notcapable, guest.TryOpen("new", out _, fd, OFlags.Creat, rights: Rights.FdRead));
        Assert.Equal(Errno.Notcapable, guest.TryOpen("file", out _, fd, OFlags.Trunc, rights: Rights.FdRead));
        Assert.Equal(Errno.Notcapable, guest.CallPath("path_create_directory", "dir", fd));
    }

    [Fact]
    public void FilesAreNotDirectoriesAndDirectoriesNotFiles()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        uint file = guest.Open("file", OFlags.Creat);
        uint result = guest.Reserve(64);
        Assert.Equal(Errno.Notdir, guest.TryOpen("below", out _, file));
        Assert.Equal(Errno.Notdir, guest.Call("fd_readdir", file, result, 10, 0, result));
        Assert.Equal(Errno.Isdir, guest.TryRead(3, 10, out _));
        Assert.Equal(Errno.Isdir, guest.TryWrite(3, "x", out _));
        Assert.Equal(Errno.Isdir, guest.Call("fd_seek", 3, 0, 0, result));
        Assert.Equal(Errno.Isdir, guest.Call("fd_filestat_set_size", 3, 0));
        Assert.Equal(Errno.Isdir, guest.TryOpen(".", out _, flags: OFlags.Directory, rights: Rights.FdRead | Rights.FdWrite));
    }

    [Fact]
    public void PreopensTellTheirNames()
    {
        using var guest = new Guest(new WasiConfiguration()
            .WithPreopenedDirectory(new MemoryFileSystem().Root, "/").WithPreopenedDirectory(new MemoryFileSystem().Root, "/größe"));
        uint result = guest.Reserve(64);
        guest.Success("fd_prestat_get", 4, result);
        Assert.Equal((0u, 8u), (guest.Read32(result), guest.Read32(result + 4)));
        guest.Success("fd_prestat_dir_name", 4, result, 9);
        Assert.Equal("/größe", guest.Text(result, 8));
        Assert.Equal(Errno.Nametoolong, guest.Call("fd_prestat_dir_name", 4, result, 7));
        Assert.Equal(Errno.Badf, guest.Call("fd_prestat_get", 5, result));
        Assert.Equal(Errno.Badf, guest.Call("fd_prestat_get", 1, result));
    }

    [Fact]
    public void UnknownFlagsAreInvalid()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        uint fd = guest.Open("file", OFlags.Creat);
        Assert.Equal(Errno.Inval, guest.Call("fd_fdstat_set_flags", fd, 32));
        Assert.Equal(Errno.Inval, guest.TryOpen("file", out _, flags: (OFlags)16));
        Assert.Equal(Errno.Inval, guest.TryOpen("dir", out _, flags: OFlags.Creat | OFlags.Directory));
    }

    [Fact]
    public void SnapshotZeroHasItsOwnLayouts()
    {
        var memory = new MemoryFileSystem();
        memory.WriteFile("file", "0123456789");
        using var guest = new Guest(new WasiConfiguration().WithPreopenedDirectory(memory.Root, "/"), Snapshot.Unstable);
        uint fd = guest.Open("file");
        uint result = guest.Reserve(64);
        guest.Bytes(result, 64).Fill(0xEE);
        guest.Success("fd_filestat_get", fd, result);
        Assert.Equal((1u, 10UL), (guest.Read32(result + 20), guest.Read64(result + 24)));
        Assert.Equal(0xEE, guest.Bytes(result + 56, 1)[0]);

        // Cur, end and set are 0, 1 and 2.
        guest.Success("fd_seek", fd, 4, 2, result);
        guest.Success("fd_seek", fd, 1, 0, result);
        Assert.Equal(5UL, guest.Read64(result));
        guest.Success("fd_seek", fd, 0, 1, result);
        Assert.Equal(10UL, guest.Read64(result));

        // A clock's subscription begins with its own user datum.
        uint subscription = guest.Reserve(56);
        guest.Bytes(subscription, 56).Clear();
        guest.Write64(subscription, 42);
        guest.Write32(subscription + 24, 1);
        uint output = guest.Reserve(32);
        guest.Success("poll_oneoff", subscription, output, 1, result);
        Assert.Equal((1u, 42UL), (guest.Read32(result), guest.Read64(output)));
    }
}

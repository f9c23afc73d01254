using Peregrine.Wasi.Preview1;
using Peregrine.Wasi.Tests.Preview1;

namespace Peregrine.Wasi.Tests.Hosting;

/// <summary>The in-memory file system beside what all file systems share.</summary>
public sealed class MemoryFileSystemTests
{
    [Fact]
    public void TheLimitHoldsAndRemovingGivesBack()
    {
        var memory = new MemoryFileSystem(maximumBytes: 200_000);
        using var guest = new Guest(memory.Root);
        uint fd = guest.Open("file", OFlags.Creat);
        Errno error = Errno.Success;
        for (int i = 0; i < 100 && error == Errno.Success; i++)
        {
            error = guest.TryWrite(fd, new string('x', 10_000), out _);
        }

        Assert.Equal(Errno.Nospc, error);
        Assert.Equal(Errno.Success, guest.CallPath("path_unlink_file", "file"));
        guest.Close(fd);
        guest.WriteFile("file", new string('x', 50_000));
        int created = 0;
        while (guest.CallPath("path_create_directory", $"d{created}") == Errno.Success)
        {
            created++;
        }

        Assert.InRange(created, 100, 1000);
    }

    [Fact]
    public void HolesTakeNoMemory()
    {
        var memory = new MemoryFileSystem(maximumBytes: 1 << 20);
        using var guest = new Guest(memory.Root);
        uint fd = guest.Open("file", OFlags.Creat);
        guest.Success("fd_filestat_set_size", fd, long.MaxValue);
        uint result = guest.Reserve(4);
        guest.Success("fd_pwrite", fd, guest.PutVectors(guest.Put("end"u8), 3), 1, long.MaxValue - 3, result);
        Assert.Equal((ulong)long.MaxValue, guest.Stat(fd).Size);
        Assert.Equal(Errno.Fbig, guest.Call("fd_pwrite", fd, guest.PutVectors(guest.Put("end"u8), 3), 1, long.MaxValue - 2, result));
        Assert.Equal(Errno.Inval, guest.Call("fd_pwrite", fd, guest.PutVectors(guest.Put("end"u8), 3), 1, -1, result));
    }

    [Fact]
    public void TheHostSeesWhatTheGuestWrites()
    {
        var memory = new MemoryFileSystem();
        memory.WriteFile("in/data.txt", "input");
        using var guest = new Guest(memory.Root);
        Assert.Equal("input", guest.ReadFile("in/data.txt"));
        guest.WriteFile("out.txt", "output");
        Assert.Equal("output", memory.ReadText("out.txt"));
        Assert.True(memory.Exists("/in"));
        Assert.False(memory.Exists("../in"));
        Assert.Throws<IOException>(() => memory.ReadFile("missing"));
        Assert.Throws<IOException>(() => memory.ReadFile("in"));
    }

    [Fact]
    public void ADirectoryCannotBeMovedIntoItself()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        guest.CallPath("path_create_directory", "a");
        guest.CallPath("path_create_directory", "a/b");
        Assert.Equal(Errno.Inval, guest.Rename("a", "a/b/c"));
        Assert.Equal(Errno.Inval, guest.Rename("a", "a/c"));
        Assert.Equal(Errno.Success, guest.Rename("a", "a"));
    }

    [Fact]
    public void NothingIsCreatedInARemovedDirectory()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        guest.CallPath("path_create_directory", "dir");
        uint fd = guest.OpenDirectory("dir");
        Assert.Equal(Errno.Success, guest.CallPath("path_remove_directory", "dir"));
        Assert.Equal(Errno.Noent, guest.TryOpen("file", out _, fd, OFlags.Creat));
        Assert.Equal(Errno.Noent, guest.CallPath("path_create_directory", "sub", fd));
    }

    [Fact]
    public void AListingOfManyEntriesIsReadInPieces()
    {
        const int Count = 100_000;
        var memory = new MemoryFileSystem();
        for (int i = 0; i < Count; i++)
        {
            memory.Root.CreateDirectory($"entry-{i}");
        }

        using var guest = new Guest(memory.Root);
        Assert.Equal(Count + 2, guest.List(3, 16384).Count);
    }
}

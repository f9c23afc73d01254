using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>Files and directories, on every kind of file system.</summary>
public sealed class FileTests
{
    public static TheoryData<string> Kinds => TestRoot.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WhatIsWrittenIsRead(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.WriteFile("a.txt", "hello");
        Assert.Equal("hello", guest.ReadFile("a.txt"));
        guest.WriteFile("a.txt", "bye");
        Assert.Equal("bye", guest.ReadFile("./a.txt"));
        FileStatus status = guest.Stat("a.txt");
        Assert.Equal((FileType.RegularFile, 3UL), (status.Type, status.Size));
        Assert.NotEqual(0UL, status.Inode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MissingFilesAndExistingFilesAreTold(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        Assert.Equal(Errno.Noent, guest.TryOpen("missing", out _));
        Assert.Equal(Errno.Noent, guest.TryOpen("missing/file", out _, flags: OFlags.Creat));
        guest.WriteFile("file", "x");
        Assert.Equal(Errno.Exist, guest.TryOpen("file", out _, flags: OFlags.Creat | OFlags.Excl));
        Assert.Equal(Errno.Notdir, guest.TryOpen("file/below", out _));
        Assert.Equal(Errno.Notdir, guest.TryOpen("file/", out _));
        Assert.Equal(Errno.Notdir, guest.TryOpen("file", out _, flags: OFlags.Directory));
        Assert.Equal(Errno.Noent, guest.TryOpen("", out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PositionsMoveWithReadsWritesAndSeeks(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        uint fd = guest.Open("file", OFlags.Creat);
        guest.Write(fd, "0123456789");
        Assert.Equal(10UL, guest.Seek(fd, 0, Whence.Cur));
        Assert.Equal(4UL, guest.Seek(fd, 4, Whence.Set));
        Assert.Equal("4567", guest.Read(fd, 4));
        Assert.Equal(9UL, guest.Seek(fd, -1, Whence.End));
        Assert.Equal("9", guest.Read(fd, 4));
        Assert.Equal("", guest.Read(fd, 4));
        uint result = guest.Reserve(8);
        Assert.Equal(Errno.Inval, guest.Call("fd_seek", fd, -100, (long)Whence.Cur, result));
        Assert.Equal(Errno.Inval, guest.Call("fd_seek", fd, 0, 3, result));
        guest.Success("fd_tell", fd, result);
        Assert.Equal(10UL, guest.Read64(result));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PositionedTransfersLeaveThePosition(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        uint fd = guest.Open("file", OFlags.Creat);
        guest.Write(fd, "very long text");
        var (pointer, length) = guest.Put("test");
        uint result = guest.Reserve(4);
        guest.Success("fd_pwrite", fd, guest.PutVectors(pointer, 2, pointer + 2, 2), 2, 3, result);
        Assert.Equal((uint)length, guest.Read32(result));
        uint buffer = guest.Reserve(64);
        guest.Success("fd_pread", fd, guest.PutVectors(buffer, 4, buffer + 4, 60), 2, 0, result);
        Assert.Equal("vertestng text", guest.Text(buffer, (int)guest.Read32(result)));
        Assert.Equal(14UL, guest.Seek(fd, 0, Whence.Cur));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AppendingWritesAtTheEndWhereverThePositionIs(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        uint fd = guest.Open("file", OFlags.Creat, fdFlags: FdFlags.Append);
        guest.Write(fd, "one");
        guest.Seek(fd, 0, Whence.Set);
        guest.Write(fd, "two");
        Assert.Equal(6UL, guest.Seek(fd, 0, Whence.Cur));
        guest.Success("fd_fdstat_set_flags", fd, 0);
        guest.Seek(fd, 0, Whence.Set);
        guest.Write(fd, "ONE");
        Assert.Equal("ONEtwo", guest.ReadFile("file"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FilesMayBeSparseAndBeyondFourGigabytes(string kind)
    {
        const long Far = 5L << 30;
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        uint fd = guest.Open("file", OFlags.Creat);
        guest.Seek(fd, Far, Whence.Set);
        guest.Write(fd, "end");
        Assert.Equal((ulong)Far + 3, guest.Stat(fd).Size);
        uint buffer = guest.Reserve(16);
        uint result = guest.Reserve(4);
        guest.Success("fd_pread", fd, guest.PutVectors(buffer, 8), 1, Far - 4, result);
        Assert.Equal("\0\0\0\0end", guest.Text(buffer, (int)guest.Read32(result)));
        guest.Success("fd_filestat_set_size", fd, 2);
        Assert.Equal(2UL, guest.Stat(fd).Size);
        guest.Success("fd_filestat_set_size", fd, 5);
        guest.Seek(fd, 0, Whence.Set);
        Assert.Equal("\0\0\0\0\0", guest.Read(fd));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AllocatingExtendsButNeverShrinks(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        uint fd = guest.Open("file", OFlags.Creat);
        guest.Success("fd_filestat_set_size", fd, 100);
        guest.Success("fd_allocate", fd, 10, 10);
        Assert.Equal(100UL, guest.Stat(fd).Size);
        guest.Success("fd_allocate", fd, 90, 20);
        Assert.Equal(110UL, guest.Stat(fd).Size);
        Assert.Equal(Errno.Inval, guest.Call("fd_allocate", fd, 0, 0));
        guest.Success("fd_advise", fd, 0, 50, 3);
        Assert.Equal(Errno.Inval, guest.Call("fd_advise", fd, 0, 50, 9));
        guest.Success("fd_sync", fd);
        guest.Success("fd_datasync", fd);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DirectoriesAreCreatedListedAndRemoved(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        Assert.Equal(Errno.Success, guest.CallPath("path_create_directory", "dir"));
        Assert.Equal(Errno.Exist, guest.CallPath("path_create_directory", "dir"));
        Assert.Equal(Errno.Success, guest.CallPath("path_create_directory", "dir/nested/"));
        guest.WriteFile("dir/file", "x");
        uint fd = guest.OpenDirectory("dir");
        var entries = guest.List(fd);
        Assert.Equal([".", ".."], entries.Take(2).Select(e => e.Name));
        Assert.Equal(guest.Stat("dir").Inode, entries[0].Inode);
        Assert.Equal(["file", "nested"], entries.Skip(2).Select(e => e.Name).Order());
        Assert.Equal(guest.Stat("dir/file").Inode, entries.Single(e => e.Name == "file").Inode);
        Assert.Equal(FileType.Directory, entries.Single(e => e.Name == "nested").Type);
        Assert.Equal(Errno.Notempty, guest.CallPath("path_remove_directory", "dir"));
        Assert.Equal(Errno.Isdir, guest.CallPath("path_unlink_file", "dir/nested"));
        Assert.Equal(Errno.Isdir, guest.CallPath("path_unlink_file", "dir/nested/"));
        Assert.Equal(Errno.Notdir, guest.CallPath("path_unlink_file", "dir/file/"));
        Assert.Equal(Errno.Notdir, guest.CallPath("path_remove_directory", "dir/file"));
        Assert.Equal(Errno.Success, guest.CallPath("path_remove_directory", "dir/nested/"));
        Assert.Equal(Errno.Success, guest.CallPath("path_unlink_file", "dir/file"));
        guest.Close(fd);
        Assert.Equal(Errno.Success, guest.CallPath("path_remove_directory", "dir"));
        Assert.Equal(Errno.Noent, guest.CallPath("path_remove_directory", "dir"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ListingsContinueFromCookiesWhateverTheBuffer(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.CallPath("path_create_directory", "dir");
        var names = Enumerable.Range(0, 300).Select(i => $"file.{i}").ToHashSet();
        foreach (string name in names)
        {
            guest.Close(guest.Open("dir/" + name, OFlags.Creat));
        }

        uint fd = guest.OpenDirectory("dir");
        foreach (int size in new[] { 40, 64, 100, 256, 16384 })
        {
            var listed = guest.List(fd, size).Select(e => e.Name).ToList();
            Assert.Equal(302, listed.Count);
            Assert.Equal(names, listed.Skip(2).ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void RenamingReplacesAsOnPosix(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.WriteFile("a", "A");
        guest.WriteFile("b", "B");
        guest.CallPath("path_create_directory", "empty");
        guest.CallPath("path_create_directory", "full");
        guest.WriteFile("full/file", "x");
        Assert.Equal(Errno.Success, guest.Rename("a", "b"));
        Assert.Equal("A", guest.ReadFile("b"));
        Assert.Equal(Errno.Noent, guest.TryStat("a", out _));
        Assert.Equal(Errno.Isdir, guest.Rename("b", "empty"));
        Assert.Equal(Errno.Notdir, guest.Rename("empty", "b"));
        Assert.Equal(Errno.Notempty, guest.Rename("empty", "full"));
        Assert.Equal(Errno.Success, guest.Rename("full/", "empty/"));
        Assert.Equal("x", guest.ReadFile("empty/file"));
        Assert.Equal(Errno.Noent, guest.Rename("full", "other"));
        Assert.Equal(Errno.Notdir, guest.Rename("b/", "c"));
        Assert.Equal(Errno.Success, guest.Rename("b", "empty/../empty/b"));
        Assert.Equal("A", guest.ReadFile("empty/b"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TimesAreSetSeparately(string kind)
    {
        const ulong Second = 1_000_000_000;
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.WriteFile("file", "x");
        Assert.Equal(Errno.Success, guest.SetTimes("file", 5 * Second, 7 * Second, FstFlags.Atim | FstFlags.Mtim));
        FileStatus status = guest.Stat("file");
        Assert.Equal((5 * Second, 7 * Second), (status.AccessTime, status.ModificationTime));
        Assert.Equal(Errno.Success, guest.SetTimes("file", 0, 9 * Second, FstFlags.Mtim));
        status = guest.Stat("file");
        Assert.Equal((5 * Second, 9 * Second), (status.AccessTime, status.ModificationTime));
        uint fd = guest.Open("file");
        guest.Success("fd_filestat_set_times", fd, 11 * (long)Second, 0, (long)(FstFlags.Atim | FstFlags.MtimNow));
        status = guest.Stat(fd);
        Assert.Equal(11 * Second, status.AccessTime);
        Assert.True(status.ModificationTime > 1_000_000 * Second);
        Assert.Equal(Errno.Inval, guest.SetTimes("file", 1, 1, FstFlags.Mtim | FstFlags.MtimNow));
        Assert.Equal(Errno.Inval, guest.Call("fd_filestat_set_times", fd, 1, 1, (long)(FstFlags.Atim | FstFlags.AtimNow)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PathsMayWanderBelowTheirDirectory(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.CallPath("path_create_directory", "dir");
        guest.CallPath("path_create_directory", "dir/nested");
        guest.WriteFile("dir/nested/file", "x");
        Assert.Equal("x", guest.ReadFile("dir/.//nested/../../dir/nested/../nested///./file"));
        Assert.Equal(FileType.Directory, guest.Stat("dir/nested/..").Type);
        Assert.Equal(guest.Stat("dir").Inode, guest.Stat("dir/nested/..").Inode);
        Assert.Equal(Errno.Perm, guest.TryOpen("/dir/nested/file", out _));
        Assert.Equal(Errno.Perm, guest.TryOpen("dir/nested/../../../dir/nested/file", out _));
        Assert.Equal(Errno.Inval, guest.TryOpen("dir/nested/file\0", out _));
        uint directory = guest.OpenDirectory("dir");
        Assert.Equal(Errno.Perm, guest.TryOpen("../dir/nested/file", out _, directory));
        Assert.Equal(Errno.Success, guest.TryOpen("nested/file", out _, directory));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NamesMayBeAnyUnicodeButMustBeUtf8(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        foreach (string name in new[] { "größe", "日本語", "🦅", "with space", "-", "...", "a\nb" })
        {
            guest.WriteFile(name, name);
            Assert.Equal(name, guest.ReadFile(name));
        }

        uint pointer = guest.Put([0x66, 0xff, 0x66]);
        uint result = guest.Reserve(4);
        Assert.Equal(Errno.Ilseq, guest.Call("path_open", 3, 0, pointer, 3, 1, 2, 0, 0, result));
        Assert.Equal(Errno.Nametoolong, guest.TryOpen(new string('x', 70000), out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FilesOutliveTheirNames(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        uint fd = guest.Open("file", OFlags.Creat);
        guest.Write(fd, "still here");
        Assert.Equal(Errno.Success, guest.CallPath("path_unlink_file", "file"));
        guest.Seek(fd, 0, Whence.Set);
        Assert.Equal("still here", guest.Read(fd));
        guest.WriteFile("file", "new");
        guest.Seek(fd, 0, Whence.Set);
        Assert.Equal("still here", guest.Read(fd));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TruncatingEmptiesAFile(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.WriteFile("file", "content");
        guest.Close(guest.Open("file", OFlags.Trunc, rights: Rights.None));
        Assert.Equal(0UL, guest.Stat("file").Size);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TwoAppendersDoNotOverwriteEachOther(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        uint first = guest.Open("log", OFlags.Creat, fdFlags: FdFlags.Append);
        uint second = guest.Open("log", fdFlags: FdFlags.Append | FdFlags.Sync);
        for (int i = 0; i < 3; i++)
        {
            guest.Write(first, "a");
            guest.Write(second, "b");
        }

        Assert.Equal("ababab", guest.ReadFile("log"));
        Assert.Equal(6UL, guest.Seek(second, 0, Whence.Cur));
    }
}

using Peregrine.Wasi.Hosting.Machine;
using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>Nothing outside a preopened directory is read, written, created, removed or looked at.</summary>
public sealed class EscapeTests
{
    private static readonly string[] s_paths =
    [
        "../secret.txt", "./../secret.txt", "dir/../../secret.txt", "dir/sub/../../../secret.txt", "../outside/secret.txt", "../root/../secret.txt",
        "//secret.txt", "/secret.txt", "/etc/passwd", "..", "../", "dir/../..", "dir/sub/../../..",
        "up", "up/secret.txt", "up/outside/secret.txt", "updot/secret.txt", "upslash/secret.txt", "dir/up2/secret.txt", "dir/up2/outside",
        "secret", "dir/secret", "chain1", "chain1/secret.txt", "hop/../../secret.txt", "hop/up/secret.txt", "abs", "abs/secret.txt", "absroot/etc/passwd",
        "proc/etc/passwd", "inside/../../secret.txt", "dir/inner/../../../secret.txt", "long", "new/../../secret.txt", "up/root/../secret.txt",
        "viaup/dir/../../secret.txt", "abs/", "secret/", "up/.", "up/..",
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string kind in TestRoot.KindNames)
            {
                foreach (string path in s_paths)
                {
                    data.Add(kind, path);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Kinds => TestRoot.Kinds;

    [Theory]
    [MemberData(nameof(Cases))]
    public void NoOperationReachesOutside(string kind, string path)
    {
        using var root = new TestRoot(kind);
        MakeLinks(root);
        string before = root.DescribeOutside();
        root.Outside.GetStatus("secret.txt", out FileStatus secret);
        using var guest = new Guest(root.Root);
        foreach (bool follow in new[] { true, false })
        {
            foreach (string suffix in new[] { "", "/secret.txt", "/new", "/../new" })
            {
                string full = path + suffix;
                foreach (OFlags flags in new[] { OFlags.None, OFlags.Creat, OFlags.Creat | OFlags.Excl, OFlags.Trunc, OFlags.Directory })
                {
                    if (guest.TryOpen(full, out uint fd, flags: flags, follow: follow) == Errno.Success)
                    {
                        guest.TryRead(fd, 100, out string text);
                        Assert.NotEqual(TestRoot.Secret, text);
                        guest.TryWrite(fd, "overwritten", out _);
                        guest.Close(fd);
                    }
                }

                if (guest.TryStat(full, out FileStatus status, follow) == Errno.Success)
                {
                    Assert.NotEqual(secret.Inode, status.Inode);
                }

                guest.SetTimes(full, 1, 1, FstFlags.Atim | FstFlags.Mtim, follow);
                guest.Link(full, "stolen", follow);
                Assert.False(guest.TryOpen("stolen", out uint stolen, follow: false) == Errno.Success && guest.Read(stolen) == TestRoot.Secret);
            }
        }

        foreach (string suffix in new[] { "/new", "/secret.txt", "" })
        {
            string full = path + suffix;
            guest.ReadLink(full, out _);
            guest.CallPath("path_create_directory", full);
            guest.Symlink("dir", full);
            guest.Link("file", full);
            guest.Rename("file", full);
            guest.Rename(full, "stolen2");
            guest.CallPath("path_remove_directory", full);
            guest.CallPath("path_unlink_file", full);
        }

        Assert.Equal(before, root.DescribeOutside());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ADirectoryThatIsMovedAwayDoesNotOpenTheWayUp(string kind)
    {
        using var root = new TestRoot(kind);
        root.Root.CreateDirectory("a");
        using IDirectory a = TestRoot.Child(root.Root, "a");
        a.CreateDirectory("b");
        using var guest = new Guest(root.Root);
        uint fd = guest.OpenDirectory("a/b");
        HostError moved = a.Rename("b", root.Outside, "b");
        if (moved == HostError.None)
        {
            Assert.Equal(Errno.Perm, guest.TryOpen("../secret.txt", out _, fd));
            Assert.Equal(Errno.Perm, guest.TryOpen("..", out _, fd));
        }
    }

    [Fact]
    public async Task SwappingALinkWhileAPathIsResolvedLeadsNowhere()
    {
        if (!LinuxNative.IsSupported)
        {
            return;
        }

        const int Swaps = 20_000;
        using var root = new TestRoot("native");
        string path = root.RootPath;
        Directory.CreateDirectory(Path.Combine(path, "real"));
        File.WriteAllText(Path.Combine(path, "real", "secret.txt"), "harmless");
        Directory.CreateSymbolicLink(Path.Combine(path, "evil"), "../outside");
        using var guest = new Guest(root.Root);
        string before = root.DescribeOutside();
        using var done = new CancellationTokenSource();
        var swapper = Task.Run(() =>
        {
            for (int i = 0; i < Swaps; i++)
            {
                root.Root.Rename("real", root.Root, "swap");
                root.Root.Rename("evil", root.Root, "real");
                root.Root.Rename("real", root.Root, "evil");
                root.Root.Rename("swap", root.Root, "real");
            }

            done.Cancel();
        });
        int opened = 0;
        while (!done.IsCancellationRequested && !swapper.IsCompleted)
        {
            if (guest.TryOpen("real/secret.txt", out uint fd) == Errno.Success)
            {
                Assert.Equal("harmless", guest.Read(fd));
                guest.Close(fd);
                opened++;
            }

            guest.TryOpen("real/new", out _, flags: OFlags.Creat | OFlags.Excl);
            guest.CallPath("path_unlink_file", "real/new");
            guest.CallPath("path_create_directory", "real/newdir");
        }

        await swapper;
        Assert.True(opened > 0);
        Assert.Equal(before, root.DescribeOutside());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReadOnlyDirectoriesCannotBeChangedInAnyWay(string kind)
    {
        using var root = new TestRoot(kind);
        TestRoot.Write(root.Root, "file", "content");
        root.Root.CreateDirectory("dir");
        root.Root.CreateSymbolicLink("link", "file");
        using var guest = new Guest(new WasiConfiguration().WithPreopenedDirectory(root.Root, "/", readOnly: true).WithPreopenedDirectory(root.Outside, "/rw"));
        Assert.Equal("content", guest.ReadFile("file"));
        Assert.Equal("content", guest.ReadFile("link"));
        Assert.Equal(Errno.Success, guest.TryOpen("file", out _, flags: OFlags.Creat, rights: Rights.FdRead));
        Assert.Equal(Errno.Rofs, guest.TryOpen("file", out _, rights: Rights.FdWrite));
        Assert.Equal(Errno.Rofs, guest.TryOpen("file", out _, flags: OFlags.Trunc, rights: Rights.FdRead));
        Assert.Equal(Errno.Rofs, guest.TryOpen("new", out _, flags: OFlags.Creat, rights: Rights.FdRead));
        Assert.Equal(Errno.Rofs, guest.CallPath("path_create_directory", "new"));
        Assert.Equal(Errno.Rofs, guest.CallPath("path_unlink_file", "file"));
        Assert.Equal(Errno.Rofs, guest.CallPath("path_remove_directory", "dir"));
        Assert.Equal(Errno.Rofs, guest.Rename("file", "other"));
        Assert.Equal(Errno.Rofs, guest.Link("file", "other"));
        Assert.Equal(Errno.Rofs, guest.Symlink("file", "other"));
        Assert.Equal(Errno.Rofs, guest.SetTimes("file", 1, 1, FstFlags.Mtim));
        uint fd = guest.Open("file", rights: Rights.FdRead | Rights.FdFilestatSetSize | Rights.FdAllocate | Rights.FdFilestatSetTimes);
        Assert.Equal(Errno.Rofs, guest.Call("fd_filestat_set_size", fd, 0));
        Assert.Equal(Errno.Rofs, guest.Call("fd_filestat_set_times", fd, 1, 1, 4));

        // A second name in a writable directory would be a way to write.
        var (from, fromLength) = guest.Put("file");
        var (to, toLength) = guest.Put("stolen");
        Assert.Equal(Errno.Rofs, guest.Call("path_link", 3, 0, from, fromLength, 4, to, toLength));
        Assert.Equal(Errno.Rofs, guest.Call("path_rename", 3, from, fromLength, 4, to, toLength));
        Assert.NotEqual(Errno.Success, guest.Call("path_rename", 4, from, fromLength, 3, to, toLength));
        Assert.Equal("content", guest.ReadFile("file"));
    }

    private static void MakeLinks(TestRoot root)
    {
        IDirectory top = root.Root;
        TestRoot.Write(top, "file", "content");
        top.CreateDirectory("dir");
        using IDirectory dir = TestRoot.Child(top, "dir");
        dir.CreateDirectory("sub");
        string outside = root.Folder is null ? "/outside" : Path.Combine(root.Folder, "outside");
        foreach (var (name, target) in new[]
        {
            ("up", ".."), ("updot", "./.."), ("upslash", "../"), ("secret", "../secret.txt"), ("chain1", "chain2"), ("chain2", "dir/chain3"),
            ("hop", "dir/sub"), ("abs", outside), ("absroot", "/"), ("proc", "/proc/self/root"), ("inside", "dir"), ("viaup", "dir/.."),
            ("long", string.Concat(Enumerable.Repeat("dir/../", 50)) + "../secret.txt"),
        })
        {
            Assert.Equal(HostError.None, top.CreateSymbolicLink(name, target));
        }

        foreach (var (name, target) in new[] { ("up2", "../.."), ("secret", "../../secret.txt"), ("chain3", "../../secret.txt"), ("inner", "sub") })
        {
            Assert.Equal(HostError.None, dir.CreateSymbolicLink(name, target));
        }
    }
}

using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>Symbolic and hard links inside a directory.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Kinds => TestRoot.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SymbolicLinksAreFollowedOnlyWhenAsked(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.CallPath("path_create_directory", "dir");
        guest.WriteFile("dir/file", "x");
        Assert.Equal(Errno.Success, guest.Symlink("dir/file", "link"));
        Assert.Equal(Errno.Success, guest.Symlink("dir", "dirlink"));
        Assert.Equal("x", guest.ReadFile("link"));
        Assert.Equal("x", guest.ReadFile("dirlink/file"));
        Assert.Equal("x", guest.ReadFile("dirlink/../link"));
        Assert.Equal(Errno.Loop, guest.TryOpen("link", out _, follow: false));
        Assert.Equal(Errno.Notdir, guest.TryOpen("link", out _, flags: OFlags.Directory));
        Assert.Equal(Errno.Success, guest.TryOpen("dirlink", out _, flags: OFlags.Directory, rights: 0));
        Assert.Equal(FileType.SymbolicLink, guest.Stat("link", follow: false).Type);
        Assert.Equal(FileType.RegularFile, guest.Stat("link").Type);
        Assert.Equal(FileType.Directory, guest.Stat("dirlink/", follow: false).Type);
        Assert.Equal(Errno.Notdir, guest.TryStat("link/", out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LinkTargetsAreReadAndCutOff(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.Symlink("target", "link");
        Assert.Equal(Errno.Success, guest.ReadLink("link", out string target));
        Assert.Equal("target", target);
        Assert.Equal(Errno.Success, guest.ReadLink("link", out target, 4));
        Assert.Equal("targ", target);
        guest.WriteFile("file", "");
        Assert.Equal(Errno.Inval, guest.ReadLink("file", out _));
        Assert.Equal(Errno.Noent, guest.ReadLink("missing", out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LoopsAndDanglingLinksFail(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.Symlink("self", "self");
        guest.Symlink("b", "a");
        guest.Symlink("a", "b");
        guest.Symlink("missing", "dangling");
        guest.Symlink("deep/deep", "deep");
        Assert.Equal(Errno.Loop, guest.TryOpen("self", out _));
        Assert.Equal(Errno.Loop, guest.TryOpen("a", out _));
        Assert.Equal(Errno.Loop, guest.TryOpen("a/file", out _));
        Assert.Equal(Errno.Loop, guest.TryOpen("deep", out _));
        Assert.Equal(Errno.Noent, guest.TryOpen("dangling", out _));
        Assert.Equal(Errno.Loop, guest.TryOpen("dangling", out _, follow: false));
        Assert.Equal(Errno.Loop, guest.TryStat("self", out _));
        Assert.Equal(Errno.Success, guest.TryOpen("dangling", out _, flags: OFlags.Creat));
        Assert.Equal(FileType.RegularFile, guest.Stat("missing").Type);
        Assert.Equal(Errno.Success, guest.CallPath("path_unlink_file", "self"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LinkNamesWithASlashAtTheEndAreRefused(string kind)
    {
        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        Assert.Equal(Errno.Noent, guest.Symlink("source", "target/"));
        guest.CallPath("path_create_directory", "target");
        Assert.Equal(Errno.Exist, guest.Symlink("source", "target/"));
        Assert.Equal(Errno.Exist, guest.Symlink("source", "target"));
        guest.WriteFile("file", "");
        Assert.Equal(Errno.Notdir, guest.Symlink("source", "file/"));
        Assert.Equal(Errno.Exist, guest.Symlink("source", "file"));
        Assert.Equal(Errno.Perm, guest.Symlink("/", "absolute"));
        Assert.Equal(Errno.Noent, guest.Symlink("", "empty"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void HardLinksShareTheFile(string kind)
    {
        if (kind == "portable")
        {
            return;
        }

        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.WriteFile("file", "x");
        guest.CallPath("path_create_directory", "dir");
        Assert.Equal(Errno.Success, guest.Link("file", "dir/link"));
        Assert.Equal((2UL, guest.Stat("file").Inode), (guest.Stat("dir/link").LinkCount, guest.Stat("dir/link").Inode));
        guest.WriteFile("dir/link", "changed");
        Assert.Equal("changed", guest.ReadFile("file"));
        Assert.Equal(Errno.Exist, guest.Link("file", "dir/link"));
        Assert.Equal(Errno.Exist, guest.Link("file", "file"));
        Assert.Equal(Errno.Exist, guest.Link("file", "dir"));
        Assert.Equal(Errno.Perm, guest.Link("dir", "other"));
        Assert.Equal(Errno.Noent, guest.Link("file", "other/"));
        Assert.Equal(Errno.Noent, guest.Link("missing", "other"));
        guest.Symlink("missing", "dangling");
        Assert.Equal(Errno.Success, guest.Link("dangling", "copy"));
        Assert.Equal(FileType.SymbolicLink, guest.Stat("copy", follow: false).Type);
        Assert.Equal(Errno.Noent, guest.Link("dangling", "copy2", follow: true));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TimesOfALinkAndOfItsTargetDiffer(string kind)
    {
        if (kind == "portable")
        {
            return;
        }

        using var root = new TestRoot(kind);
        using var guest = new Guest(root.Root);
        guest.WriteFile("file", "x");
        guest.Symlink("file", "link");
        Assert.Equal(Errno.Success, guest.SetTimes("link", 0, 123_000, FstFlags.Mtim, follow: false));
        Assert.Equal(123_000UL, guest.Stat("link", follow: false).ModificationTime);
        Assert.NotEqual(123_000UL, guest.Stat("file").ModificationTime);
        Assert.Equal(Errno.Success, guest.SetTimes("link", 0, 456_000, FstFlags.Mtim));
        Assert.Equal(456_000UL, guest.Stat("file").ModificationTime);
    }
}

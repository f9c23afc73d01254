using Peregrine.Wasi.Preview1;
using Peregrine.Wasi.Tests.Preview1;

namespace Peregrine.Wasi.Tests.Hosting;

/// <summary>Several directories shown as one.</summary>
public sealed class OverlayTests
{
    [Fact]
    public void UpperHidesLowerAndDirectoriesMerge()
    {
        var (upper, lower, lowest) = (new MemoryFileSystem(), new MemoryFileSystem(), new MemoryFileSystem());
        lowest.WriteFile("a", "lowest");
        lowest.WriteFile("dir/deep", "lowest");
        lower.WriteFile("a", "lower");
        lower.WriteFile("dir/b", "lower");
        upper.WriteFile("dir/c", "upper");
        using var guest = new Guest(DirectoryViews.Overlay(upper.Root, lower.Root, lowest.Root));
        Assert.Equal("lower", guest.ReadFile("a"));
        Assert.Equal("lowest", guest.ReadFile("dir/deep"));
        Assert.Equal(["b", "c", "deep"], guest.List(guest.OpenDirectory("dir")).Skip(2).Select(e => e.Name).Order());
    }

    [Fact]
    public void ChangesGoToTheUpperLayerOnly()
    {
        var (upper, lower) = (new MemoryFileSystem(), new MemoryFileSystem());
        lower.WriteFile("dir/sub/file", "0123");
        lower.WriteFile("dir/other", "x");
        using var guest = new Guest(DirectoryViews.Overlay(upper.Root, lower.Root));
        uint fd = guest.Open("dir/sub/file", rights: Rights.FdWrite | Rights.FdSeek);
        guest.Write(fd, "AB");
        Assert.Equal("AB23", guest.ReadFile("dir/sub/file"));
        Assert.Equal(("0123", "AB23"), (lower.ReadText("dir/sub/file"), upper.ReadText("dir/sub/file")));
        guest.WriteFile("dir/new", "new");
        Assert.Equal("new", upper.ReadText("dir/new"));
        Assert.False(upper.Exists("dir/other"));
        Assert.Equal(Errno.Success, guest.SetTimes("dir/other", 0, 5000, FstFlags.Mtim));
        Assert.Equal(5000UL, guest.Stat("dir/other").ModificationTime);
        Assert.True(upper.Exists("dir/other"));
    }

    [Fact]
    public void WhatIsRemovedStaysAway()
    {
        var (upper, lower) = (new MemoryFileSystem(), new MemoryFileSystem());
        lower.WriteFile("dir/a", "x");
        lower.WriteFile("dir/b", "x");
        using var guest = new Guest(DirectoryViews.Overlay(upper.Root, lower.Root));
        Assert.Equal(Errno.Success, guest.CallPath("path_unlink_file", "dir/a"));
        Assert.Equal(Errno.Noent, guest.TryStat("dir/a", out _));
        Assert.Equal(Errno.Notempty, guest.CallPath("path_remove_directory", "dir"));
        Assert.Equal(Errno.Success, guest.CallPath("path_unlink_file", "dir/b"));
        Assert.Equal(Errno.Success, guest.CallPath("path_remove_directory", "dir"));
        Assert.Equal(Errno.Noent, guest.TryStat("dir", out _));
        Assert.Equal(Errno.Success, guest.CallPath("path_create_directory", "dir"));
        Assert.Empty(guest.List(guest.OpenDirectory("dir")).Skip(2));
        guest.WriteFile("dir/a", "new");
        Assert.Equal("new", guest.ReadFile("dir/a"));
        Assert.Equal(Errno.Noent, guest.TryStat("dir/b", out _));
        Assert.True(lower.Exists("dir/b"));
    }

    [Fact]
    public void RenamingHidesTheOldNameBelow()
    {
        var (upper, lower) = (new MemoryFileSystem(), new MemoryFileSystem());
        lower.WriteFile("a", "A");
        lower.WriteFile("b", "B");
        lower.WriteFile("dir/x", "x");
        using var guest = new Guest(DirectoryViews.Overlay(upper.Root, lower.Root));
        Assert.Equal(Errno.Success, guest.Rename("a", "b"));
        Assert.Equal("A", guest.ReadFile("b"));
        Assert.Equal(Errno.Noent, guest.TryStat("a", out _));
        Assert.Equal(Errno.Xdev, guest.Rename("dir", "dir2"));
        Assert.Equal(Errno.Success, guest.CallPath("path_unlink_file", "b"));
        Assert.Equal(Errno.Noent, guest.TryStat("b", out _));
        Assert.Equal("B", lower.ReadText("b"));
    }
}

using Peregrine.Wasi.Hosting;
using Peregrine.Wasi.Hosting.Machine;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>A directory "root" of each kind of file system, beside which lies a secret.</summary>
internal sealed class TestRoot : IDisposable
{
    public const string Secret = "SECRET";

    private readonly string? _folder;
    private readonly IDirectory _outer;

    public TestRoot(string kind)
    {
        Kind = kind;
        if (kind is "native" or "portable")
        {
            _folder = Directory.CreateTempSubdirectory("peregrine-").FullName;
            _outer = MachineFileSystem.OpenDirectory(_folder, native: kind == "native");
        }
        else
        {
            IDirectory memory = new MemoryFileSystem().Root;
            _outer = kind == "overlay" ? DirectoryViews.Overlay(new MemoryFileSystem().Root, memory) : memory;
            if (kind == "overlay")
            {
                // One half of the content lies below.
                memory.CreateDirectory("root");
                Write(memory, "secret.txt", Secret);
            }
        }

        if (kind != "overlay")
        {
            _outer.CreateDirectory("root");
            Write(_outer, "secret.txt", Secret);
        }

        _outer.CreateDirectory("outside");
        Outside = Child(_outer, "outside");
        Write(Outside, "secret.txt", Secret);
        Root = Child(_outer, "root");
    }

    public static string[] KindNames => LinuxNative.IsSupported ? ["native", "portable", "memory", "overlay"] : ["portable", "memory", "overlay"];

    public static TheoryData<string> Kinds => new(KindNames);

    public string Kind { get; }

    public IDirectory Root { get; }

    /// <summary>A directory beside the root, with a secret in it.</summary>
    public IDirectory Outside { get; }

    /// <summary>The machine's path of the folder that holds root and outside, or null.</summary>
    public string? Folder => _folder;

    /// <summary>The machine's path of the root, if it is on the machine.</summary>
    public string RootPath => Path.Combine(_folder!, "root");

    public static void Write(IDirectory directory, string name, string text)
    {
        Assert.Equal(HostError.None, directory.Open(name, FileOpenOptions.Create | FileOpenOptions.Write, out IFileNode? node));
        using var file = (IFile)node!;
        Assert.Equal(HostError.None, file.Write(System.Text.Encoding.UTF8.GetBytes(text), 0, out _));
    }

    public static IDirectory Child(IDirectory directory, string name)
    {
        Assert.Equal(HostError.None, directory.Open(name, FileOpenOptions.Directory, out IFileNode? node));
        return (IDirectory)node!;
    }

    /// <summary>Everything outside the root: names, sizes, times and link counts.</summary>
    public string DescribeOutside()
    {
        var lines = new List<string>();
        Describe(_outer, "", lines);
        lines.Sort(StringComparer.Ordinal);
        return string.Join("\n", lines);
    }

    public void Dispose()
    {
        Root.Dispose();
        Outside.Dispose();
        _outer.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void Describe(IDirectory directory, string path, List<string> lines)
    {
        var entries = new List<DirectoryEntry>();
        directory.ReadEntries(entries);
        foreach (DirectoryEntry entry in entries)
        {
            if (path.Length == 0 && entry.Name == "root")
            {
                continue;
            }

            directory.GetStatus(entry.Name, out FileStatus status);
            lines.Add($"{path}/{entry.Name} {status.Type} {status.Inode} {status.LinkCount} {(status.Type == FileType.RegularFile ? status.Size : 0)} {status.ModificationTime}");
            if (status.Type == FileType.Directory)
            {
                using IDirectory child = Child(directory, entry.Name);
                Describe(child, $"{path}/{entry.Name}", lines);
            }
        }
    }
}

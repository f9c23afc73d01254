namespace Peregrine.Wasi;

/// <summary>An open directory: the one interface that a file system has to implement.</summary>
/// <remarks>
/// <para>Every <c>name</c> is a single component: not empty, without '/' and NUL, never "." or "..". Paths, "..", absolute paths and symbolic
/// links are resolved above this interface, so that one implementation of the sandbox serves every file system.</para>
/// <para>No operation follows a symbolic link at <c>name</c>: opening one fails with <see cref="HostError.Loop"/>.</para>
/// <para>A read-only file system needs the members without a default body alone.</para>
/// <para>Instead of returning an error, an implementation may throw <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/> or
/// <see cref="NotSupportedException"/>; they are turned into errors of the guest, at the cost of an exception.</para>
/// </remarks>
public interface IDirectory : IFileNode
{
    /// <summary>Opens another handle on this directory itself.</summary>
    HostError Duplicate(out IDirectory? directory);

    /// <summary>Opens a file or directory, or creates a file; gives an <see cref="IFile"/> or an <see cref="IDirectory"/>.</summary>
    HostError Open(string name, FileOpenOptions options, out IFileNode? node);

    /// <summary>Opens a directory only to pass through it on the way to something below; it is disposed soon.</summary>
    HostError OpenDirectory(string name, out IDirectory? directory)
    {
        HostError error = Open(name, FileOpenOptions.Directory, out IFileNode? node);
        directory = node as IDirectory;
        return error;
    }

    /// <summary>The attributes of an entry, of a symbolic link those of the link.</summary>
    HostError GetStatus(string name, out FileStatus status);

    /// <summary>Appends all entries except "." and ".." in any order.</summary>
    HostError ReadEntries(IList<DirectoryEntry> entries);

    /// <summary>The target of a symbolic link; <see cref="HostError.InvalidArgument"/> if the entry is something else.</summary>
    HostError ReadLink(string name, out string target)
    {
        target = "";
        return HostError.InvalidArgument;
    }

    /// <summary>Sets the times of an entry, of a symbolic link those of the link.</summary>
    HostError SetTimes(string name, FileTimes times) => HostError.ReadOnly;

    /// <summary>Creates an empty directory.</summary>
    HostError CreateDirectory(string name) => HostError.ReadOnly;

    /// <summary>Creates a symbolic link; the target is any relative path and need not exist.</summary>
    HostError CreateSymbolicLink(string name, string target) => HostError.ReadOnly;

    /// <summary>Gives a file a second name; <see cref="HostError.NotPermitted"/> for a directory, <see cref="HostError.CrossDevice"/> for a directory of another file system.</summary>
    HostError CreateHardLink(string name, IDirectory newDirectory, string newName) => HostError.ReadOnly;

    /// <summary>Moves an entry, replacing a file by a file or an empty directory by a directory; <see cref="HostError.CrossDevice"/> as for links.</summary>
    HostError Rename(string name, IDirectory newDirectory, string newName) => HostError.ReadOnly;

    /// <summary>Removes an empty directory; <see cref="HostError.NotDirectory"/> if it is something else.</summary>
    HostError RemoveDirectory(string name) => HostError.ReadOnly;

    /// <summary>Removes anything but a directory; <see cref="HostError.IsDirectory"/> if it is one.</summary>
    HostError RemoveFile(string name) => HostError.ReadOnly;
}

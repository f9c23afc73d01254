namespace Peregrine.Wasi.Hosting;

/// <summary>Resolves a guest's path below a directory, one component at a time, without ever leaving it.</summary>
/// <remarks>
/// The walk keeps the handles of all directories that it passed: ".." goes back to the previous handle and never asks the file system, so a
/// directory that is moved away meanwhile cannot lead outside. No component is opened through a symbolic link; links are read and their
/// targets walked by the same rules. Leaving the start directory, by ".." or an absolute path, fails with <see cref="HostError.NotPermitted"/>.
/// </remarks>
internal sealed class PathWalk : IDisposable
{
    private const int MaximumLinks = 40;
    private const int MaximumPathLength = 1 << 16;
    private const int MaximumDepth = 1024;

    private readonly IDirectory _start;
    private List<IDirectory>? _passed;
    private string _text;
    private int _position;
    private Stack<(string Text, int Position)>? _outer;
    private int _links;

    private PathWalk(IDirectory start, string path)
    {
        _start = start;
        _text = path;
    }

    /// <summary>The directory that holds <see cref="Name"/>, or the target itself when that is null.</summary>
    public IDirectory Directory => _passed is { Count: > 0 } passed ? passed[^1] : _start;

    /// <summary>The last component, or null when the path ends at <see cref="Directory"/> itself ("." or "..").</summary>
    public string? Name { get; private set; }

    /// <summary>Whether the path ends with a slash and so must name a directory.</summary>
    public bool MustBeDirectory { get; private set; }

    /// <summary>Walks up to the last component, which is not looked at.</summary>
    public static HostError Start(IDirectory start, string path, out PathWalk walk)
    {
        walk = new PathWalk(start, path);
        return path.Length == 0 ? HostError.NoEntry
            : path.Length > MaximumPathLength ? HostError.NameTooLong
            : path[0] == '/' ? HostError.NotPermitted
            : path.Contains('\0') ? HostError.InvalidArgument
            : walk.Advance();
    }

    /// <summary>If the last component is a symbolic link, walks on to its target and tells so.</summary>
    public HostError FollowLast(out bool followed)
    {
        followed = false;
        if (Name is null || Directory.ReadLink(Name, out string target) != HostError.None)
        {
            return HostError.None;
        }

        followed = true;
        HostError error = Enter(target);
        return error != HostError.None ? error : Advance();
    }

    /// <summary>Attributes of the target, following a last symbolic link if asked or if the path ends with a slash.</summary>
    public HostError GetStatus(bool follow, out FileStatus status)
    {
        while (true)
        {
            if (Name is null)
            {
                return Directory.GetStatus(out status);
            }

            HostError error = Directory.GetStatus(Name, out status);
            if (error == HostError.None && status.Type == FileType.SymbolicLink && (follow || MustBeDirectory))
            {
                error = FollowLast(out bool followed);
                if (error == HostError.None && followed)
                {
                    continue;
                }
            }

            if (error == HostError.None && MustBeDirectory && status.Type != FileType.Directory)
            {
                error = HostError.NotDirectory;
            }

            return error;
        }
    }

    /// <summary>Opens the target, following a last symbolic link if asked or if the path ends with a slash.</summary>
    public HostError Open(bool follow, FileOpenOptions options, out IFileNode? node)
    {
        while (true)
        {
            if (Name is null)
            {
                return OpenSelf(options, out node);
            }

            if (MustBeDirectory && (options & FileOpenOptions.Create) != 0)
            {
                node = null;
                return HostError.IsDirectory;
            }

            HostError error = Directory.Open(Name, MustBeDirectory ? options | FileOpenOptions.Directory : options, out node);
            bool mayBeLink = error is HostError.Loop or HostError.NotDirectory;
            if (!mayBeLink || !(follow || MustBeDirectory) || (options & FileOpenOptions.Exclusive) != 0)
            {
                return error;
            }

            HostError linkError = FollowLast(out bool followed);
            if (linkError != HostError.None || !followed)
            {
                return linkError != HostError.None ? linkError : error;
            }
        }
    }

    public void Dispose()
    {
        if (_passed is not null)
        {
            foreach (IDirectory directory in _passed)
            {
                directory.Dispose();
            }

            _passed.Clear();
        }
    }

    private HostError OpenSelf(FileOpenOptions options, out IFileNode? node)
    {
        node = null;
        if ((options & FileOpenOptions.Exclusive) != 0)
        {
            return HostError.Exists;
        }

        if ((options & (FileOpenOptions.Write | FileOpenOptions.Create | FileOpenOptions.Truncate)) != 0)
        {
            return HostError.IsDirectory;
        }

        HostError error = Directory.Duplicate(out IDirectory? directory);
        node = directory;
        return error;
    }

    /// <summary>Consumes components until only the last one is left.</summary>
    private HostError Advance()
    {
        Name = null;
        MustBeDirectory = false;
        while (NextComponent(out ReadOnlySpan<char> component, out bool last, out bool slash))
        {
            if (component is ".")
            {
                MustBeDirectory = last;
                continue;
            }

            if (component is "..")
            {
                if (_passed is not { Count: > 0 } passed)
                {
                    return HostError.NotPermitted;
                }

                passed[^1].Dispose();
                passed.RemoveAt(passed.Count - 1);
                MustBeDirectory = last;
                continue;
            }

            if (last)
            {
                Name = component.ToString();
                MustBeDirectory = slash;
                return HostError.None;
            }

            HostError error = Pass(component.ToString());
            if (error != HostError.None)
            {
                return error;
            }
        }

        return HostError.None;
    }

    /// <summary>Goes into a directory, or into the target of a symbolic link.</summary>
    private HostError Pass(string name)
    {
        HostError error = Directory.OpenDirectory(name, out IDirectory? next);
        if (error == HostError.None)
        {
            if ((_passed ??= []).Count >= MaximumDepth)
            {
                next!.Dispose();
                return HostError.NameTooLong;
            }

            _passed.Add(next!);
            return HostError.None;
        }

        if (error is not (HostError.Loop or HostError.NotDirectory))
        {
            return error;
        }

        HostError linkError = Directory.ReadLink(name, out string target);
        return linkError == HostError.None ? Enter(target) : HostError.NotDirectory;
    }

    private HostError Enter(string target)
    {
        if (++_links > MaximumLinks)
        {
            return HostError.Loop;
        }

        if (target.Length == 0)
        {
            return HostError.NoEntry;
        }

        if (target[0] == '/')
        {
            return HostError.NotPermitted;
        }

        // A slash after the link's own name means that its target must be a directory.
        if (MustBeDirectory && Name is not null)
        {
            target += "/";
        }

        (_outer ??= new()).Push((_text, _position));
        _text = target;
        _position = 0;
        return HostError.None;
    }

    private bool NextComponent(out ReadOnlySpan<char> component, out bool last, out bool slash)
    {
        while (true)
        {
            while (_position < _text.Length && _text[_position] == '/')
            {
                _position++;
            }

            if (_position < _text.Length)
            {
                break;
            }

            if (_outer is null || !_outer.TryPop(out var outer))
            {
                component = default;
                last = true;
                slash = false;
                return false;
            }

            (_text, _position) = outer;
        }

        int start = _position;
        int length = _text.AsSpan(start).IndexOf('/');
        int end = length < 0 ? _text.Length : start + length;
        component = _text.AsSpan(start, end - start);
        _position = end;
        last = IsAtEnd(out slash);
        return true;
    }

    /// <summary>Whether nothing but slashes is left, here and in the paths whose links led here.</summary>
    private bool IsAtEnd(out bool slash)
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_position);
        slash = rest.Length > 0;
        if (rest.IndexOfAnyExcept('/') >= 0)
        {
            return false;
        }

        if (_outer is not null)
        {
            foreach (var (text, position) in _outer)
            {
                ReadOnlySpan<char> outerRest = text.AsSpan(position);
                slash |= outerRest.Length > 0;
                if (outerRest.IndexOfAnyExcept('/') >= 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}

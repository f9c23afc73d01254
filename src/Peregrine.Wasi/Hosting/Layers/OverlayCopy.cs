namespace Peregrine.Wasi.Hosting.Layers;

/// <summary>Copies an entry of a lower layer to the upper one, before it is changed.</summary>
internal static class OverlayCopy
{
    public static HostError CopyUp(IDirectory layer, string name, FileStatus status, Func<(HostError Error, IDirectory? Upper)> ensureUpper, bool withData)
    {
        var (error, upper) = ensureUpper();
        if (error != HostError.None)
        {
            return error;
        }

        switch (status.Type)
        {
            case FileType.Directory:
                error = upper!.CreateDirectory(name);
                return error == HostError.Exists ? HostError.None : error;
            case FileType.SymbolicLink:
                error = layer.ReadLink(name, out string target);
                return error != HostError.None ? error : upper!.CreateSymbolicLink(name, target);
            case FileType.RegularFile:
                return CopyFile(layer, upper!, name, status, withData);
            default:
                return HostError.NotSupported;
        }
    }

    private static HostError CopyFile(IDirectory layer, IDirectory upper, string name, FileStatus status, bool withData)
    {
        HostError error = layer.Open(name, FileOpenOptions.Read, out IFileNode? source);
        if (error != HostError.None)
        {
            return error;
        }

        using (source)
        {
            error = upper.Open(name, FileOpenOptions.Write | FileOpenOptions.Create | FileOpenOptions.Exclusive, out IFileNode? target);
            if (error != HostError.None)
            {
                return error;
            }

            using (target)
            {
                error = withData ? CopyData((IFile)source!, (IFile)target!) : HostError.None;
                error = error == HostError.None ? target!.SetTimes(new FileTimes(status.AccessTime, status.ModificationTime)) : error;
            }

            if (error != HostError.None)
            {
                upper.RemoveFile(name);
            }

            return error;
        }
    }

    private static HostError CopyData(IFile source, IFile target)
    {
        byte[] buffer = new byte[65536];
        for (ulong offset = 0; ;)
        {
            HostError error = source.Read(buffer, offset, out int read);
            if (error != HostError.None || read == 0)
            {
                return error;
            }

            for (int done = 0; done < read;)
            {
                error = target.Write(buffer.AsSpan(done, read - done), offset + (ulong)done, out int written);
                if (error != HostError.None)
                {
                    return error;
                }

                done += written;
            }

            offset += (ulong)read;
        }
    }
}

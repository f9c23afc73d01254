namespace Peregrine.Wasi;

/// <summary>An open file or directory: what both have in common.</summary>
/// <remarks>Members may be called from several threads at once when the guest has threads. Disposing closes the handle.</remarks>
public interface IFileNode : IDisposable
{
    /// <summary>The attributes of the open file.</summary>
    HostError GetStatus(out FileStatus status);

    /// <summary>Sets the times of the open file.</summary>
    HostError SetTimes(FileTimes times) => HostError.ReadOnly;

    /// <summary>Writes what is buffered to the device: the data, and unless <paramref name="dataOnly"/> the attributes too.</summary>
    HostError Synchronize(bool dataOnly) => HostError.None;
}

namespace Peregrine.Wasi;

/// <summary>Where a guest's standard output or error goes. Members may be called from several threads at once.</summary>
public interface IOutputStream
{
    /// <summary>Whether a person reads at the other end.</summary>
    bool IsTerminal => false;

    /// <summary>Takes all of <paramref name="buffer"/>, which may be kept until <see cref="Flush"/>.</summary>
    HostError Write(ReadOnlySpan<byte> buffer);

    /// <summary>Hands on what was kept.</summary>
    HostError Flush() => HostError.None;
}

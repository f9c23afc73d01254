using Peregrine.Wasi.Hosting;

namespace Peregrine.Wasi.Preview1;

/// <summary>One function of preview 1: what a linker needs to define it.</summary>
/// <remarks>
/// Arguments arrive in 8-byte slots, an i32 in the low half. The result, an errno, takes the place of the first slot. The function pointers are
/// those of static methods and so always valid.
/// </remarks>
internal sealed unsafe class Preview1Function(
    string name,
    string parameters,
    bool hasResult,
    delegate*<WasiContext, GuestMemory, ulong*, Errno> current,
    delegate*<WasiContext, GuestMemory, ulong*, Errno> unstable)
{
    private readonly delegate*<WasiContext, GuestMemory, ulong*, Errno> _current = current;
    private readonly delegate*<WasiContext, GuestMemory, ulong*, Errno> _unstable = unstable;

    /// <summary>The name of the import.</summary>
    public string Name { get; } = name;

    /// <summary>Core parameter types, 'i' for i32 and 'I' for i64.</summary>
    public string Parameters { get; } = parameters;

    /// <summary>Whether the function returns an i32; only proc_exit does not.</summary>
    public bool HasResult { get; } = hasResult;

    /// <summary>Whether a snapshot has the function.</summary>
    public bool IsIn(Snapshot snapshot) => snapshot == Snapshot.Preview1 || _unstable != null;

    /// <summary>Calls the function. Errors that the host's files, streams and sockets throw become errors of the guest.</summary>
    public void Invoke(Snapshot snapshot, WasiContext context, GuestMemory memory, ulong* slots)
    {
        Errno error;
        try
        {
            error = snapshot == Snapshot.Preview1 ? _current(context, memory, slots) : _unstable(context, memory, slots);
        }
        catch (Exception exception) when (ExceptionErrors.IsGuestError(exception))
        {
            error = ExceptionErrors.From(exception).ToErrno();
        }

        if (HasResult)
        {
            *slots = (ulong)error;
        }
    }
}

using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>Turns an access beyond a guarded memory into a catchable NullReferenceException and tells it from a genuine one.</summary>
/// <remarks>
/// <para>
/// The runtime turns a fault in managed code at an address below 4096 into a NullReferenceException. A stub in front of its handler rewrites
/// addresses in the <see cref="GuardArena"/> to 0 and leaves a <see cref="FaultRecord"/> for the thread. Handlers that are installed
/// later have to chain to it.
/// </para>
/// <para>
/// Take the record in an exception filter, <c>catch (NullReferenceException) when (GuardPageTraps.TryTakeFault(out var fault))</c>: filters
/// run before any <c>finally</c> block between the fault and the handler, and such a block might fault again. Whoever swallows the exception
/// without taking the record leaves it to the thread's next query.
/// </para>
/// <para>Faults inside native code (memmove and the like) stay fatal: bulk operations check their bounds first.</para>
/// </remarks>
internal static unsafe class GuardPageTraps
{
    private const int SegmentationFault = 11;
    private const nuint CodeSize = 4096;

    private static byte* _table;

    /// <summary>Whether the stub is in place.</summary>
    public static bool IsInstalled => _table != null;

    /// <summary>Takes what the calling thread's last access beyond a guarded memory left; false when there was none since the last time.</summary>
    public static bool TryTakeFault(out FaultRecord fault) => TryTakeFault(null, out fault);

    /// <summary>The same for one memory: a fault of another memory is left alone.</summary>
    public static bool TryTakeFault(MemoryDescriptor* memory, out FaultRecord fault)
    {
        fault = default;
        if (_table == null)
        {
            return false;
        }

        // Only this thread writes its entry, unless a window overflows; a thread has at most one.
        var thread = UnixMemory.CurrentThread();
        var entry = (FaultEntry*)(_table + GuardPageStub.WindowOf(thread));
        for (var end = entry + GuardPageStub.WindowEntries; entry < end; entry++)
        {
            if (Volatile.Read(ref entry->Thread) == thread)
            {
                var record = new FaultRecord(entry->Address, entry->InstructionPointer, entry->FirstArgument, entry->SecondArgument, entry->StackPointer);
                if (memory != null && record.MemoryBase != memory->Base)
                {
                    return false;
                }

                Volatile.Write(ref entry->Thread, 0);
                fault = record;
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts the stub in front of the runtime's handler; false when there is no such handler or the system refuses. Called once, under the arena's lock.</summary>
    internal static bool TryInstall(byte* arenaStart, ulong arenaSize)
    {
        SignalActionData action;
        if (UnixMemory.SignalAction(SegmentationFault, null, &action) != 0
            || action.Handler <= 1 // The default action or "ignore": this runtime does not handle null dereferences by signal.
            || (action.Flags & SignalActionData.WithInformation) == 0)
        {
            return false;
        }

        // Code and table are one mapping, whose table part stays writable.
        var code = UnixMemory.TryReserve(CodeSize + GuardPageStub.TableSize);
        if (code == null)
        {
            return false;
        }

        if (UnixMemory.TryProtect(code, CodeSize + GuardPageStub.TableSize, UnixMemory.ReadWrite))
        {
            var table = code + CodeSize;
            GuardPageStub.Write(new Span<byte>(code, (int)CodeSize), (ulong)arenaStart, arenaSize, (ulong)table, action.Handler);
            if (UnixMemory.TryProtect(code, CodeSize, UnixMemory.ReadExecute))
            {
                // Mask and flags stay those of the runtime's own handler: alternate stack, restart, full information.
                action.Handler = (nuint)code;
                if (UnixMemory.SignalAction(SegmentationFault, &action, null) == 0)
                {
                    _table = table;
                    return true;
                }
            }
        }

        UnixMemory.Release(code, CodeSize + GuardPageStub.TableSize);
        return false;
    }

    /// <summary>The C library's struct sigaction on Linux x64.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 152)]
    private struct SignalActionData
    {
        public const int WithInformation = 4;

        [FieldOffset(0)] public nuint Handler;
        [FieldOffset(136)] public int Flags;
    }

    /// <summary>An entry of the table that the stub writes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = GuardPageStub.EntrySize)]
    private struct FaultEntry
    {
        [FieldOffset(0)] public nuint Thread;
        [FieldOffset(8)] public nuint Address;
        [FieldOffset(16)] public nuint InstructionPointer;
        [FieldOffset(24)] public nuint FirstArgument;
        [FieldOffset(32)] public nuint SecondArgument;
        [FieldOffset(40)] public nuint StackPointer;
    }
}

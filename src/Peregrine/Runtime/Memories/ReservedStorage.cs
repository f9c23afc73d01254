using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>Storage in an own reservation of address space, committed as it grows; moves only when a growth exceeds the reservation, and never when immovable.</summary>
/// <remarks>Invariant: <c>Base</c> is the start of <c>_reserved</c> reserved bytes, of which the first <c>_committed</c> are accessible; bytes at or above the memory's length are zero.</remarks>
internal sealed unsafe class ReservedStorage : MemoryStorage
{
    // Enough that a 32-bit memory never moves, and a 64-bit one hardly ever; a 32-bit process has to be thrifty.
    private static readonly ulong _reservation = nint.Size == 4 ? 64UL << 20 : 64UL << 30;
    private static readonly ulong _sharedReservation = nint.Size == 4 ? 256UL << 20 : 1UL << 40;

    private readonly ulong _maximum;
    private readonly bool _movable;
    private ulong _reserved;
    private ulong _committed;
    private bool _hugePages;

    private ReservedStorage(ulong maximum, bool movable)
    {
        _maximum = maximum;
        _movable = movable;
    }

    public static ReservedStorage? TryCreate(ulong length, ulong maximum, bool movable)
    {
        var storage = new ReservedStorage(maximum, movable);
        return storage.TryReserve(length) ? storage : null;
    }

    public override bool TryGrow(ulong length, ulong newLength)
    {
        if (newLength <= _reserved)
        {
            return TryCommit(newLength);
        }

        if (!_movable || newLength > _maximum)
        {
            return false;
        }

        var larger = new ReservedStorage(_maximum, _movable);
        if (!larger.TryReserve(newLength))
        {
            return false;
        }

        NativeMemory.Copy(Base, larger.Base, (nuint)length);
        Free(length);
        Base = larger.Base;
        (_reserved, _committed, _hugePages) = (larger._reserved, larger._committed, larger._hugePages);
        return true;
    }

    public override void Free(ulong length)
    {
        VirtualMemory.Release(Base, _reserved);
        Base = null;
    }

    private bool TryReserve(ulong length)
    {
        if (length > (ulong)nint.MaxValue / 2)
        {
            return false;
        }

        // An empty memory too gets a base that is not null.
        var needed = RoundUp(Math.Max(length, 1), VirtualMemory.Granularity);
        var wish = _movable ? Math.Max(_reservation, 2 * needed) : Math.Max(_sharedReservation, needed);
        wish = Math.Max(needed, wish < _maximum ? wish : RoundUp(_maximum, VirtualMemory.Granularity));
        while ((Base = VirtualMemory.TryReserve(wish)) == null)
        {
            if (wish == needed)
            {
                return false;
            }

            wish = Math.Max(needed, RoundUp(wish / 2, VirtualMemory.Granularity));
        }

        _reserved = wish;
        if (TryCommit(length))
        {
            return true;
        }

        Free(0);
        return false;
    }

    private bool TryCommit(ulong length)
    {
        if (length <= _committed)
        {
            return true;
        }

        // On Linux committing costs nothing until the first touch; whole huge pages save most of the page faults of a growing heap.
        var granularity = length >= VirtualMemory.HugePageSize && OperatingSystem.IsLinux() ? VirtualMemory.HugePageSize : VirtualMemory.Granularity;
        var committed = Math.Min(_reserved, RoundUp(length, granularity));
        if (granularity == VirtualMemory.HugePageSize && !_hugePages)
        {
            VirtualMemory.AdviseHugePages(Base, _reserved);
            _hugePages = true;
        }

        if (!VirtualMemory.TryCommit(Base + _committed, committed - _committed))
        {
            return false;
        }

        _committed = committed;
        return true;
    }

    // No overflow: callers pass at most nint.MaxValue + 1.
    private static ulong RoundUp(ulong value, ulong granularity) => (value + granularity - 1) & ~(granularity - 1);
}

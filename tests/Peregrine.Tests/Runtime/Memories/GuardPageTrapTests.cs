using System.Diagnostics;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Peregrine.Runtime.Memories;
using Xunit;

namespace Peregrine.Tests.Runtime.Memories;

/// <summary>Accesses beyond a guarded memory; on systems without guard pages there is nothing to test.</summary>
public sealed unsafe class GuardPageTrapTests : IDisposable
{
    private readonly LinearMemory _memory = LinearMemoryTests.Create((int)MemoryMode.GuardPages, 1, 3);
    private readonly Handler _load = Emit(store: false);
    private readonly Handler _store = Emit(store: true);

    // The shape of an interpreter's handler.
    private delegate long Handler(nint programCounter, nint frame, nint memory, uint index, uint offset);

    public static TheoryData<uint, uint> OutOfBounds => new()
    {
        { 65536, 0 }, { 65529, 0 }, { 0, 65536 }, { uint.MaxValue, 0 }, { 0, uint.MaxValue }, { uint.MaxValue, uint.MaxValue }, { 1U << 31, 1U << 31 },
    };

    private bool Guarded => _memory.Mode == MemoryMode.GuardPages;

    public void Dispose() => _memory.Dispose();

    [Theory, MemberData(nameof(OutOfBounds))]
    public void OutOfBoundsAccessLeavesAddressAndArguments(uint index, uint offset)
    {
        if (!Guarded)
        {
            return;
        }

        foreach (var handler in new[] { _load, _store })
        {
            var fault = default(FaultRecord);
            var caught = false;
            try
            {
                handler(unchecked((nint)0x1234_5678_9ABC), 0x7EDC_BA98, (nint)_memory.Base, index, offset);
            }
            catch (NullReferenceException) when (GuardPageTraps.TryTakeFault(out fault))
            {
                caught = true;
            }

            Assert.True(caught);
            Assert.Equal(0x1234_5678_9ABCUL, fault.FirstArgument);
            Assert.Equal(0x7EDC_BA98UL, fault.SecondArgument);
            Assert.True(fault.MemoryBase == _memory.Base);
            var first = Math.Max((ulong)index + offset, 65536); // An access across the border faults at the first byte beyond, or reports its start.
            Assert.Contains(fault.MemoryAddress, new[] { (ulong)index + offset, first });
            Assert.NotEqual(0UL, fault.InstructionPointer);
            Assert.NotEqual(0UL, fault.StackPointer);
            Assert.False(GuardPageTraps.TryTakeFault(out _));
        }
    }

    [Fact]
    public void InBoundsAccessWorksUpToTheLastByteAndFollowsGrowth()
    {
        if (!Guarded)
        {
            return;
        }

        Assert.Equal(0, _load(0, 0, (nint)_memory.Base, 65528, 0));
        Assert.True(Traps(_memory, 65536));
        _memory.Grow(2);
        Assert.False(Traps(_memory, 65536));
        Assert.False(Traps(_memory, (3 * 65536) - 8));
        Assert.True(Traps(_memory, (3 * 65536) - 7));
    }

    [Fact]
    public void TheBorderIsExactWhileAMemoryGrowsThroughHugePages()
    {
        if (!Guarded)
        {
            return;
        }

        using var memory = LinearMemoryTests.Create((int)MemoryMode.GuardPages, 1, 200);
        foreach (var delta in new uint[] { 30, 1, 1, 1, 1, 29, 1, 1, 31, 40, 64 })
        {
            memory.Grow(delta);
            Assert.True(LinearMemoryTests.IsZero(memory));
            Assert.False(Traps(memory, (uint)memory.Length - 8));
            Assert.True(Traps(memory, (uint)memory.Length - 7));
            Assert.True(Traps(memory, (uint)memory.Length));
        }
    }

    [Fact]
    public void ContextBelowTheBaseIsWritableAndZeroInAFreshMemory()
    {
        if (!Guarded)
        {
            return;
        }

        for (var round = 0; round < 3; round++)
        {
            using var memory = LinearMemoryTests.Create((int)MemoryMode.GuardPages, 1);
            foreach (var offset in new[] { 8L, 4096, 4104, 65536, (long)GuardArena.BaseOffset })
            {
                Assert.Equal(0, *(long*)(memory.Base - offset));
                *(long*)(memory.Base - offset) = offset;
            }
        }
    }

    [Fact]
    public void GenuineNullDereferenceLeavesNoRecord()
    {
        var caught = false;
        try
        {
            Dereference(null);
        }
        catch (NullReferenceException)
        {
            caught = true;
        }

        Assert.True(caught);
        Assert.False(GuardPageTraps.TryTakeFault(out _));
    }

    [Fact]
    public void FaultOfAnotherMemoryIsLeftAlone()
    {
        if (!Guarded)
        {
            return;
        }

        using var other = LinearMemoryTests.Create((int)MemoryMode.GuardPages, 1);
        try
        {
            _load(0, 0, (nint)_memory.Base, 70_000, 0);
        }
        catch (NullReferenceException)
        {
        }

        Assert.False(GuardPageTraps.TryTakeFault(other.Descriptor, out _));
        Assert.True(GuardPageTraps.TryTakeFault(_memory.Descriptor, out var fault));
        Assert.Equal(70_000UL, fault.MemoryAddress);
    }

    [Fact]
    public void FilterTakesTheOuterFaultBeforeAFinallyBlockFaultsAgain()
    {
        if (!Guarded)
        {
            return;
        }

        var fault = default(FaultRecord);
        var inner = default(FaultRecord);
        try
        {
            try
            {
                _load(1, 0, (nint)_memory.Base, 100_000, 0);
            }
            finally
            {
                try
                {
                    _load(2, 0, (nint)_memory.Base, 200_000, 0);
                }
                catch (NullReferenceException) when (GuardPageTraps.TryTakeFault(out inner))
                {
                }
            }
        }
        catch (NullReferenceException) when (GuardPageTraps.TryTakeFault(out fault))
        {
        }

        Assert.Equal((1UL, 100_000UL), (fault.FirstArgument, fault.MemoryAddress));
        Assert.Equal((2UL, 200_000UL), (inner.FirstArgument, inner.MemoryAddress));
    }

    [Fact]
    public void ManyThreadsTrapInOneSharedMemoryDuringCollections()
    {
        if (!Guarded)
        {
            return;
        }

        using var memory = LinearMemoryTests.Create((int)MemoryMode.GuardPages, 1, 2, shared: true);
        var wrong = 0;
        var threads = Enumerable.Range(1, 8).Select(number => new Thread(() =>
        {
            for (var i = 0; i < 1500; i++)
            {
                var box = new byte[100 + (i % 50)];
                var index = (uint)((number << 20) + (i << 3));
                try
                {
                    _load(number, i, (nint)memory.Base, index, 0);
                    Interlocked.Increment(ref wrong);
                }
                catch (NullReferenceException) when (GuardPageTraps.TryTakeFault(out var fault))
                {
                    if (fault.FirstArgument != (nuint)number || fault.SecondArgument != (nuint)i || fault.MemoryAddress != index || box.Length != 100 + (i % 50))
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }

                try
                {
                    Dereference((i & 1) == 0 ? null : box);
                }
                catch (NullReferenceException)
                {
                    if ((i & 1) != 0 || GuardPageTraps.TryTakeFault(out _))
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        while (threads.Exists(thread => thread.IsAlive))
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            Thread.Sleep(1);
        }

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void ChildProcessesKeepTheDefaultSignalHandling()
    {
        if (!Guarded)
        {
            return;
        }

        using var child = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "kill -SEGV $$"]))!;
        child.WaitForExit();
        Assert.Equal(128 + 11, child.ExitCode);
    }

    private static bool Traps(LinearMemory memory, uint index)
    {
        try
        {
            Emit(store: false)(0, 0, (nint)memory.Base, index, 0);
            return false;
        }
        catch (NullReferenceException) when (GuardPageTraps.TryTakeFault(out _))
        {
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Dereference(byte[]? bytes) => bytes!.Length;

    // Emitted, because a Debug build of the test assembly shuffles its arguments.
    private static Handler Emit(bool store)
    {
        var method = new DynamicMethod("handler", typeof(long), [typeof(nint), typeof(nint), typeof(nint), typeof(uint), typeof(uint)], typeof(GuardPageTrapTests).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Conv_U8);
        il.Emit(OpCodes.Ldarg_S, (byte)4);
        il.Emit(OpCodes.Conv_U8);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Add);
        if (store)
        {
            il.Emit(OpCodes.Ldc_I8, 42L);
            il.Emit(OpCodes.Stind_I8);
            il.Emit(OpCodes.Ldc_I8, 0L);
        }
        else
        {
            il.Emit(OpCodes.Ldind_I8);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Handler>();
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peregrine.Interpreter;

/// <summary>The machine code of handlers.</summary>
/// <remarks>
/// A function pointer of C# leads to a stub that jumps to the code, or into the JIT compiler the first time; dispatch through stubs costs
/// 10 to 70 %. So code is written with the address of <see cref="Handlers.Resolve"/> where a handler has not run yet: on its first execution
/// the handler is called through its stub, which compiles it; on a later one the stub's target is written into the code. Handlers
/// that never run are never compiled. Where stubs have an unknown form, the function pointer is used as it is.
/// </remarks>
internal static unsafe class HandlerAddresses
{
    private static readonly nint[] s_addresses = new nint[(int)Operation.Count];
    private static readonly ConcurrentDictionary<nint, nint> s_pending = new();
    private static readonly nint s_resolve = Target((nint)(Handler)(&Handlers.Resolve));

    /// <summary>Writes the handler's address to the code at <paramref name="pc"/>, or leaves it to be found at its execution.</summary>
    /// <param name="pc">Start of an instruction.</param>
    /// <param name="handler">An <see cref="Operation"/>, or a function pointer.</param>
    public static void Write(byte* pc, nint handler)
    {
        nint address = handler < (nint)Operation.Count ? s_addresses[handler] : Target(handler);
        if (address == 0)
        {
            s_pending[(nint)pc] = handler;
            address = s_resolve == 0 ? (nint)(Handler)(&Handlers.Resolve) : s_resolve;
        }

        *(nint*)pc = address;
    }

    /// <summary>Where to continue at an instruction that has no address yet; gives it one if the handler is compiled.</summary>
    public static nint Resolve(byte* pc)
    {
        if (!s_pending.TryGetValue((nint)pc, out nint handler))
        {
            // Another thread was faster.
            return *(nint*)pc;
        }

        nint function = handler < (nint)Operation.Count ? OperationTable.Handler((Operation)handler) : handler;
        nint address = Target(function);
        if (address == 0)
        {
            return function;
        }

        if (handler < (nint)Operation.Count)
        {
            s_addresses[handler] = address;
        }

        Volatile.Write(ref *(nint*)pc, address);
        s_pending.TryRemove((nint)pc, out _);
        return address;
    }

    /// <summary>Forgets the instructions of code that is freed.</summary>
    public static void Forget(byte* start, byte* end)
    {
        foreach (nint pc in s_pending.Keys)
        {
            if (pc >= (nint)start && pc < (nint)end)
            {
                s_pending.TryRemove(pc, out _);
            }
        }
    }

    /// <summary>The code behind a function pointer, or 0 while that is not compiled.</summary>
    private static nint Target(nint function)
    {
        // x64: jmp [rip+d]; the target of a stub whose method is not compiled yet is the rest of the stub.
        if (RuntimeFeature.IsDynamicCodeCompiled && RuntimeInformation.ProcessArchitecture == Architecture.X64 && *(ushort*)function == 0x25FF)
        {
            nint target = *(nint*)(function + 6 + *(int*)(function + 2));
            return target == function + 6 ? 0 : target;
        }

        return function;
    }
}

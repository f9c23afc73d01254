using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peregrine.Interpreter;

/// <summary>The machine code of handlers.</summary>
/// <remarks>
/// <para>
/// A function pointer of C# leads to a stub that jumps to the code, or into the JIT compiler the first time; dispatch through stubs costs
/// 10 to 70 %. So code is written with the address of <see cref="Handlers.Resolve"/> where a handler has not run yet: on its first execution
/// the handler is called through its stub, which compiles it; on a later one the stub's target is written into the code. Handlers
/// that never run are never compiled. Where stubs have an unknown form, the function pointer is used as it is.
/// </para>
/// <para>
/// A handler that does the work of several instructions takes about as long to compile as <see cref="FusionThreshold"/> rounds through
/// <see cref="Handlers.Resolve"/>; until its instructions have been executed that often, the first one's own handler serves.
/// </para>
/// </remarks>
internal static unsafe class HandlerAddresses
{
    private const int FusionThreshold = 1000;

    private static readonly nint[] s_addresses = new nint[(int)Operation.Count];
    private static readonly int[] s_executions = new int[(int)Operation.Count];
    private static readonly PendingInstructions s_pending = new();
    private static readonly nint s_resolve = (nint)(Handler)(&Handlers.Resolve);

    /// <summary>Called before each instruction with its address and its own handler, when set before code is made: for tools that count. Nothing gets an address then.</summary>
    public static Action<nint, nint>? Observer { get; set; }

    /// <summary>Writes the handler's address to the code at <paramref name="pc"/>, or leaves it to be found at its execution.</summary>
    /// <param name="pc">Start of an instruction.</param>
    /// <param name="handler">An <see cref="Operation"/>, or a function pointer.</param>
    /// <param name="plain">The handler that does the work of this instruction alone.</param>
    public static void Write(byte* pc, nint handler, nint plain)
    {
        nint address = handler < (nint)Operation.Count ? s_addresses[handler] : Target(handler);
        if (address == 0 || Observer is not null)
        {
            s_pending.Add((nint)pc, handler, plain);
            nint target = Target(s_resolve);
            address = target == 0 ? s_resolve : target;
        }

        *(nint*)pc = address;
    }

    /// <summary>Where to continue at an instruction that has no address yet; gives it one if the handler is compiled.</summary>
    public static nint Resolve(byte* pc)
    {
        if (!s_pending.TryGet((nint)pc, out nint handler, out nint plain))
        {
            // Another thread was faster.
            return *(nint*)pc;
        }

        if (Observer is { } observer)
        {
            observer((nint)pc, plain);
            return Find(plain, out _);
        }

        if (handler != plain && s_addresses[handler] == 0 && s_executions[handler]++ < FusionThreshold)
        {
            return Find(plain, out _);
        }

        nint address = Find(handler, out bool isFinal);
        if (isFinal)
        {
            Volatile.Write(ref *(nint*)pc, address);
            s_pending.Remove((nint)pc);
        }

        return address;
    }

    /// <summary>The operation whose machine code holds an address, or None.</summary>
    public static Operation OperationAt(nint address)
    {
        int found = 0;
        for (int i = 0; i < s_addresses.Length; i++)
        {
            if (s_addresses[i] <= address && s_addresses[i] > s_addresses[found])
            {
                found = i;
            }
        }

        return (Operation)found;
    }

    /// <summary>Whether the instruction's handler is that of the operation.</summary>
    public static bool IsAt(byte* pc, Operation operation) =>
        *(nint*)pc == s_addresses[(int)operation] || (s_pending.TryGet((nint)pc, out nint handler, out _) && handler == (nint)operation);

    /// <summary>Forgets the instructions of code that is freed.</summary>
    public static void Forget(byte* start, byte* end) => s_pending.RemoveRange((nint)start, (nint)end);

    /// <summary>The handler's code if it is compiled, else the stub that compiles it.</summary>
    private static nint Find(nint handler, out bool isFinal)
    {
        isFinal = true;
        if (handler < (nint)Operation.Count && s_addresses[handler] != 0)
        {
            return s_addresses[handler];
        }

        nint function = handler < (nint)Operation.Count ? OperationTable.Handler((Operation)handler) : handler;
        nint address = Target(function);
        if (address == 0)
        {
            isFinal = false;
            return function;
        }

        if (handler < (nint)Operation.Count)
        {
            s_addresses[handler] = address;
        }

        return address;
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

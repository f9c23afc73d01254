using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Peregrine.Runtime.Memories;

namespace Peregrine.Compiler.Execution;

/// <summary>Turns the exceptions that compiled code leaves by into traps, with a backtrace of WebAssembly frames.</summary>
internal static class Traps
{
    /// <summary>The most frames that a backtrace has.</summary>
    private const int MostFrames = 100;

    /// <summary>For an exception filter: false when the exception has to go on as it is, with its backtrace filled in where it can have one.</summary>
    /// <param name="exception">What left the guest.</param>
    /// <param name="isFromHost">Whether a host function was running: then only traps and guest exceptions are the guest's.</param>
    /// <param name="trap">What to throw instead.</param>
    public static bool TryTranslate(Exception exception, bool isFromHost, [NotNullWhen(true)] out TrapException? trap)
    {
        trap = null;
        switch (exception)
        {
            case TrapException passing:
                passing.Frames = [.. Frames(passing.InnerException), .. Frames(passing)];
                return false;
            case WasmThrownException thrown:
                thrown.Exception.Frames ??= Frames(thrown);
                return false;
        }

        // A fault in a guarded memory is always the guest's, and its record must not be left behind.
        if (exception is NullReferenceException && GuardPageTraps.TryTakeFault(out var fault))
        {
            trap = new TrapException(TrapKind.OutOfBoundsMemoryAccess, $"address 0x{fault.MemoryAddress:x}", Frames(exception), exception);
        }
        else if (!isFromHost && KindOf(exception) is { } kind)
        {
            trap = new TrapException(kind, frames: Frames(exception), inner: exception);
        }

        return trap is not null;
    }

    private static TrapKind? KindOf(Exception exception) => exception switch
    {
        // The only null that compiled code does not test for itself is a table element that is called.
        NullReferenceException => TrapKind.UninitializedElement,
        IndexOutOfRangeException => TrapKind.OutOfBoundsArrayAccess,
        DivideByZeroException => TrapKind.IntegerDivideByZero,
        ArithmeticException => TrapKind.IntegerOverflow,
        _ => null,
    };

    private static List<WasmFrame> Frames(Exception? exception)
    {
        var frames = new List<WasmFrame>();
        if (exception is null)
        {
            return frames;
        }

        var trace = new StackTrace(exception, fNeedFileInfo: false);
        for (int i = 0; i < trace.FrameCount && frames.Count < MostFrames; i++)
        {
            var frame = trace.GetFrame(i)!;
            if (frame.GetMethod() is { } method && ModuleVariant.TryDescribe(method, frame.GetILOffset(), out var wasm))
            {
                frames.Add(wasm);
            }
        }

        return frames;
    }
}

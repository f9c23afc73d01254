namespace Peregrine.Interpreter;

/// <summary>Instructions that belong to no function.</summary>
internal static unsafe class FixedCode
{
    private const int EntryCallAt = 0;
    private const int ExitAt = 16;
    private const int TranslateAt = 48;
    private const int RestoreAt = 80;
    private const int Bytes = 96;

    private static readonly CodeArena s_arena = new();
    private static readonly byte* s_code = Make();

    /// <summary>Calls the function whose descriptor is in r0 with a frame at fp, then ends the run.</summary>
    public static byte* Entry => s_code + EntryCallAt;

    /// <summary>Where the outermost function of a run returns to.</summary>
    public static byte* Exit => s_code + ExitAt;

    /// <summary>First instruction of functions that are not translated yet.</summary>
    public static byte* Translate => s_code + TranslateAt;

    /// <summary>Where a callee of another instance returns to.</summary>
    public static byte* Restore => s_code + RestoreAt;

    public static bool IsRestore(byte* pc) => pc >= s_code + RestoreAt - 8 && pc < s_code + Bytes;

    public static bool Contains(byte* pc) => pc >= s_code && pc < s_code + Bytes;

    private static void Write(byte* pc, Handler handler) => HandlerAddresses.Write(pc, (nint)handler, (nint)handler);

    private static byte* Make()
    {
        // Return addresses have eight bytes before them that unwinding reads: no reference places to skip.
        byte* code = s_arena.Allocate(Bytes);
        new Span<byte>(code, Bytes).Clear();
        Write(code + EntryCallAt, &Handlers.EntryCall);
        Write(code + ExitAt, &Handlers.Exit);
        Write(code + TranslateAt, &Handlers.Translate);
        Write(code + RestoreAt, &Handlers.Restore);
        return code;
    }
}

using System.Buffers.Binary;

namespace Peregrine.Runtime.Memories;

/// <summary>The machine code in front of the runtime's own SIGSEGV handler (x64, System V calling convention).</summary>
/// <remarks>
/// Arguments are the signal number (rdi), the siginfo (rsi) and the ucontext (rdx), which are handed on unchanged. The code uses only
/// registers that the calling convention lets it destroy and no stack, so it may run wherever the previous handler may. For an address in
/// the arena it stores a record for the thread (<c>fs:0</c> is the thread's identity in glibc and musl) and replaces the address by 0, which
/// the runtime turns into a NullReferenceException. The offsets into siginfo and ucontext are the kernel's.
/// </remarks>
internal static class GuardPageStub
{
    /// <summary>The entries that a thread may use, beginning at its hash.</summary>
    public const int WindowEntries = 16;

    /// <summary>The bytes of an entry.</summary>
    public const int EntrySize = 64;

    /// <summary>The bytes of the table: a window may begin at any of 1024 entries.</summary>
    public const int TableSize = (1024 + WindowEntries) * EntrySize;

    private const ulong HashMultiplier = 0x9E37_79B9_7F4A_7C15;
    private const int ArenaStartAt = 0x14;
    private const int ArenaSizeAt = 0x21;
    private const int HashMultiplierAt = 0x3D;
    private const int TableAt = 0x53;
    private const int PreviousHandlerAt = 0xC9;

    private static ReadOnlySpan<byte> Template =>
    [
        0xF3, 0x0F, 0x1E, 0xFA,                             // 00 endbr64
        0x83, 0x7E, 0x08, 0x00,                             // 04 cmp dword [rsi+8], 0         si_code: sent by a process when not positive
        0x0F, 0x8E, 0xB9, 0x00, 0x00, 0x00,                 // 08 jle C7
        0x48, 0x8B, 0x46, 0x10,                             // 0E mov rax, [rsi+16]            si_addr
        0x48, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0,                 // 12 mov rcx, arena start
        0x48, 0x29, 0xC8,                                   // 1C sub rax, rcx
        0x48, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0,                 // 1F mov rcx, arena size
        0x48, 0x39, 0xC8,                                   // 29 cmp rax, rcx
        0x0F, 0x83, 0x95, 0x00, 0x00, 0x00,                 // 2C jae C7
        0x64, 0x4C, 0x8B, 0x0C, 0x25, 0, 0, 0, 0,           // 32 mov r9, fs:[0]               the thread
        0x48, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0,                 // 3B mov rcx, hash multiplier
        0x49, 0x0F, 0xAF, 0xC9,                             // 45 imul rcx, r9
        0x48, 0xC1, 0xE9, 0x36,                             // 49 shr rcx, 54                  one of 1024
        0x48, 0xC1, 0xE1, 0x06,                             // 4D shl rcx, 6
        0x49, 0xBA, 0, 0, 0, 0, 0, 0, 0, 0,                 // 51 mov r10, table
        0x49, 0x01, 0xCA,                                   // 5B add r10, rcx                 window start
        0x49, 0x8D, 0x8A, 0x00, 0x04, 0x00, 0x00,           // 5E lea rcx, [r10+16*64]         window end
        0x4D, 0x89, 0xD3,                                   // 65 mov r11, r10
        0x4D, 0x39, 0x0B,                                   // 68 cmp [r11], r9                an entry of this thread
        0x74, 0x24,                                         // 6B je 91
        0x49, 0x83, 0xC3, 0x40,                             // 6D add r11, 64
        0x49, 0x39, 0xCB,                                   // 71 cmp r11, rcx
        0x72, 0xF2,                                         // 74 jb 68
        0x4D, 0x89, 0xD3,                                   // 76 mov r11, r10
        0x31, 0xC0,                                         // 79 xor eax, eax                 or a free one
        0xF0, 0x4D, 0x0F, 0xB1, 0x0B,                       // 7B lock cmpxchg [r11], r9
        0x74, 0x0F,                                         // 80 je 91
        0x49, 0x83, 0xC3, 0x40,                             // 82 add r11, 64
        0x49, 0x39, 0xCB,                                   // 86 cmp r11, rcx
        0x72, 0xEE,                                         // 89 jb 79
        0x4D, 0x89, 0xD3,                                   // 8B mov r11, r10                 or the first one
        0x4D, 0x89, 0x0B,                                   // 8E mov [r11], r9
        0x48, 0x8B, 0x46, 0x10,                             // 91 mov rax, [rsi+16]            the fault address
        0x49, 0x89, 0x43, 0x08,                             // 95 mov [r11+8], rax
        0x48, 0x8B, 0x82, 0xA8, 0x00, 0x00, 0x00,           // 99 mov rax, [rdx+168]           RIP
        0x49, 0x89, 0x43, 0x10,                             // A0 mov [r11+16], rax
        0x48, 0x8B, 0x42, 0x68,                             // A4 mov rax, [rdx+104]           RDI
        0x49, 0x89, 0x43, 0x18,                             // A8 mov [r11+24], rax
        0x48, 0x8B, 0x42, 0x70,                             // AC mov rax, [rdx+112]           RSI
        0x49, 0x89, 0x43, 0x20,                             // B0 mov [r11+32], rax
        0x48, 0x8B, 0x82, 0xA0, 0x00, 0x00, 0x00,           // B4 mov rax, [rdx+160]           RSP
        0x49, 0x89, 0x43, 0x28,                             // BB mov [r11+40], rax
        0x48, 0xC7, 0x46, 0x10, 0x00, 0x00, 0x00, 0x00,     // BF mov qword [rsi+16], 0
        0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0,                 // C7 mov rax, previous handler
        0xFF, 0xE0,                                         // D1 jmp rax
    ];

    /// <summary>Writes the code.</summary>
    public static void Write(Span<byte> code, ulong arenaStart, ulong arenaSize, ulong table, ulong previousHandler)
    {
        Template.CopyTo(code);
        BinaryPrimitives.WriteUInt64LittleEndian(code[ArenaStartAt..], arenaStart);
        BinaryPrimitives.WriteUInt64LittleEndian(code[ArenaSizeAt..], arenaSize);
        BinaryPrimitives.WriteUInt64LittleEndian(code[HashMultiplierAt..], HashMultiplier);
        BinaryPrimitives.WriteUInt64LittleEndian(code[TableAt..], table);
        BinaryPrimitives.WriteUInt64LittleEndian(code[PreviousHandlerAt..], previousHandler);
    }

    /// <summary>The offset in the table of the window of a thread; the same hash as in the code.</summary>
    public static nuint WindowOf(ulong thread) => (nuint)((thread * HashMultiplier >> 54) * EntrySize);
}

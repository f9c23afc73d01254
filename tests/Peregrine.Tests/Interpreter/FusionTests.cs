using System.Runtime.InteropServices;
using Peregrine.Interpreter;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;
using Xunit;
using unsafe Handler = delegate*<byte*, ulong*, byte*, long, Peregrine.Runtime.Layout.InstanceContext*, ref object?, double, long>;

namespace Peregrine.Tests.Interpreter;

/// <summary>Every handler that does the work of several instructions does what their own handlers do one after the other.</summary>
public sealed unsafe class FusionTests
{
    private const int Slots = 16;
    private const int SaveSlot = 20;
    private const int Rounds = 20;

    [ThreadStatic]
    private static (nint ProgramCounter, long Integer, double Float) s_stopped;

    public static TheoryData<string> Fused => [.. Enum.GetNames<Operation>().Where(n => n.Contains('_'))];

    [Theory]
    [MemberData(nameof(Fused))]
    public void A_fused_handler_does_what_its_parts_do(string name)
    {
        Assert.True(LinearMemory.TryCreate(new LinearMemoryParameters { MinimumPages = 65536, MaximumPages = 65536, PageSizeLog2 = 16, Mode = MemoryMode.GuardPages }, out var memory));
        using var _ = memory;
        if (memory.Mode != MemoryMode.GuardPages)
        {
            return;
        }

        var parts = name.Split('_').Select(Enum.Parse<Operation>).ToArray();
        var random = new Random(name.Length);
        bool isSingle = name.Contains("F32");
        byte* context = (byte*)NativeMemory.AllocZeroed(2 << 20);
        byte* code = (byte*)NativeMemory.AlignedAlloc(4096, 64);
        try
        {
            for (int round = 0; round < Rounds; round++)
            {
                int[] positions = Lay(code, parts, random);
                ulong[] start = [.. Enumerable.Range(0, 32).Select(_ => random.Next(4) == 0 ? (ulong)random.NextInt64() : (ulong)random.Next(1 << 20))];
                var separate = Run(code, positions, parts, start, memory, context);
                *(nint*)code = OperationTable.Handler(Enum.Parse<Operation>(name));
                var together = Run(code, positions, [], start, memory, context);
                Assert.Equal(separate.ProgramCounter, together.ProgramCounter);
                ulong mask = isSingle ? uint.MaxValue : ulong.MaxValue;
                Assert.Equal(separate.Frame.Select(s => s & mask), together.Frame.Select(s => s & mask));
                Assert.Equal(separate.Integer, together.Integer);
                Assert.Equal(separate.Float & mask, together.Float & mask);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(code);
            NativeMemory.Free(context);
        }
    }

    /// <summary>Writes the operands of the instructions, each followed by a stop wherever it may go on; returns the position of each.</summary>
    private static int[] Lay(byte* code, Operation[] parts, Random random)
    {
        for (int i = 0; i < 4096; i += 8)
        {
            *(nint*)(code + i) = (nint)(Handler)(&Stop);
        }

        int[] positions = new int[parts.Length];
        int at = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            positions[i] = at;
            for (int field = 8; field < 16; field += 2)
            {
                *(ushort*)(code + at + field) = (ushort)random.Next(Slots);
            }

            string name = parts[i].ToString();
            if (name.StartsWith("Return"))
            {
                *(ushort*)(code + at + 8) = SaveSlot;
            }

            int size = Size(name);
            if (name.StartsWith("BranchTable"))
            {
                *(int*)(code + at + 12) = 0;
                *(long*)(code + at + 16) = 2048;
            }
            else if (name.EndsWith("Branch"))
            {
                *(int*)(code + at + 12) = name == "Branch" && i < parts.Length - 1 ? 512 : 2048 + (64 * i);
            }

            if (size == 24 && name[^1] != 'X')
            {
                *(long*)(code + at + 16) = name.Contains('X') ? random.Next(Slots) : random.NextInt64();
            }

            at += name == "Branch" ? 512 : size;
        }

        return positions;
    }

    // Twenty-four bytes where a 64-bit constant follows, or a third operand.
    private static int Size(string name) =>
        name switch
        {
            "Constant64" or "ReturnK" or "ReturnDK" => 24,
            _ when name.StartsWith("GlobalSet") => name.EndsWith('K') ? 24 : 16,
            _ when name.Contains("Load") => name.Contains('X') ? 24 : 16,
            _ when name.Contains("Store") => name.EndsWith('K') ? 24 : 16,
            _ when name.EndsWith("Branch") => name.Contains("KBranch") || name.Contains("KNotBranch") ? 24 : 16,
            _ => (name.StartsWith("I64") || name.StartsWith("F64") || name[^3..^1] == "KS") && name[^3..^1].Contains('K') ? 24 : 16,
        };

    private static (nint ProgramCounter, List<ulong> Frame, long Integer, ulong Float) Run(byte* code, int[] positions, Operation[] parts, ulong[] start, LinearMemory memory, byte* context)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            *(nint*)(code + positions[i]) = OperationTable.Handler(parts[i]);
        }

        fixed (ulong* fp = (ulong[])start.Clone())
        {
            fp[SaveSlot] = (ulong)(code + 3072);
            fp[SaveSlot + 1] = (ulong)fp;
            object? reference = null;
            ((Handler)(*(nint*)code))(code, fp, memory.Base, 3, (InstanceContext*)context, ref reference, 1.5);
            return (s_stopped.ProgramCounter - (nint)code, [.. new Span<ulong>(fp, Slots + 3)], s_stopped.Integer, BitConverter.DoubleToUInt64Bits(s_stopped.Float));
        }
    }

    private static long Stop(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        s_stopped = ((nint)pc, r0, d0);
        return 0;
    }
}

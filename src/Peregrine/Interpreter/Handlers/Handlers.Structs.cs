using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

// Handlers that make structures.
internal static unsafe partial class Handlers
{
    /// <summary>Keeps the low 8 bits of a slot, as packed fields do.</summary>
    [MethodImpl(Hot)]
    public static long MaskSlot8(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        fp[*(ushort*)(pc + 8)] = (byte)fp[*(ushort*)(pc + 8)];
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Keeps the low 16 bits of a slot, as packed fields do.</summary>
    [MethodImpl(Hot)]
    public static long MaskSlot16(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        fp[*(ushort*)(pc + 8)] = (ushort)fp[*(ushort*)(pc + 8)];
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>struct.new</c>: +8 reference, +10 slot of the first number, +12 place of the first reference, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long StructNew(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.StructNew(TypeHandles.Read(pc + 16), fp + *(ushort*)(pc + 10), ref Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 12))));
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>struct.new_default</c>: +8 reference, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long StructNewDefault(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.StructNewDefault(TypeHandles.Read(pc + 16));
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}

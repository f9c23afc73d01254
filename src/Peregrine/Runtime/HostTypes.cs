using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peregrine.Runtime;

/// <summary>How .NET types of typed host functions and typed calls stand for value types.</summary>
/// <remarks>int and uint are i32, long and ulong i64, float f32, double f64, <c>Vector128&lt;byte&gt;</c> v128, <see cref="Function"/> funcref,
/// every other class externref. The comparisons of types are constants to the JIT, so each instantiation is straight code.</remarks>
internal static class HostTypes
{
    /// <exception cref="ArgumentException">The type stands for no value type.</exception>
    public static ValType Of<T>()
    {
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint))
        {
            return ValType.I32;
        }

        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong))
        {
            return ValType.I64;
        }

        if (typeof(T) == typeof(float))
        {
            return ValType.F32;
        }

        if (typeof(T) == typeof(double))
        {
            return ValType.F64;
        }

        if (typeof(T) == typeof(Vector128<byte>))
        {
            return ValType.V128;
        }

        if (typeof(T) == typeof(Function))
        {
            return ValType.FuncRef;
        }

        return typeof(T).IsValueType ? throw new ArgumentException($"{typeof(T)} stands for no WebAssembly type") : ValType.ExternRef;
    }

    /// <summary>Whether the .NET type may be used for a value type: references for anything below them.</summary>
    public static bool Fits<T>(ValType type, bool isResult)
    {
        var own = Of<T>();
        if (own.Kind != ValKind.Ref || type.Kind != ValKind.Ref)
        {
            return own.Kind == type.Kind;
        }

        // As object anything can be had; a value going in is checked at the call.
        return typeof(T) == typeof(object) || (isResult ? Types.Subtyping.IsSubtype(type, own) : Types.Subtyping.Top(type.HeapType) == own.HeapType.Kind);
    }
}

/// <summary>Reads values of .NET types from slots, one after the other.</summary>
internal unsafe ref struct SlotReader(ulong* slots, ReadOnlySpan<object?> references)
{
    private readonly ReadOnlySpan<object?> _references = references;
    private ulong* _slot = slots;
    private int _reference;

    /// <exception cref="TrapException">A reference is not of the .NET type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Next<T>()
    {
        if (typeof(T).IsValueType)
        {
            var value = Unsafe.ReadUnaligned<T>(_slot);
            _slot += typeof(T) == typeof(Vector128<byte>) ? 2 : 1;
            return value;
        }

        object? reference = _references[_reference++];
        if (reference is not (null or T))
        {
            Trap.Throw(TrapKind.CastFailure);
        }

        return (T)reference!;
    }
}

/// <summary>Writes values of .NET types to slots, one after the other.</summary>
internal unsafe ref struct SlotWriter(ulong* slots, Span<object?> references)
{
    private readonly Span<object?> _references = references;
    private ulong* _slot = slots;
    private int _reference;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next<T>(T value)
    {
        if (typeof(T).IsValueType)
        {
            // Narrower values are zero-extended.
            *_slot = 0;
            Unsafe.WriteUnaligned(_slot, value);
            _slot += typeof(T) == typeof(Vector128<byte>) ? 2 : 1;
            return;
        }

        _references[_reference++] = value;
    }
}

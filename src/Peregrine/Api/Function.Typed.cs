using Peregrine.Runtime;

namespace Peregrine;

/// <summary>Typed calls.</summary>
public sealed unsafe partial class Function
{
    /// <summary>The function as a delegate without parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action? WrapAction()
    {
        bool fits = Type.Parameters.Length == 0 && Type.Results.Length == 0;
        return !fits ? null : () =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of one parameter and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1>? WrapAction<T1>()
    {
        bool fits = Type.Parameters.Length == 1 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false);
        return !fits ? null : (argument1) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of 2 parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1, T2>? WrapAction<T1, T2>()
    {
        bool fits = Type.Parameters.Length == 2 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false);
        return !fits ? null : (argument1, argument2) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of 3 parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1, T2, T3>? WrapAction<T1, T2, T3>()
    {
        bool fits = Type.Parameters.Length == 3 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false);
        return !fits ? null : (argument1, argument2, argument3) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of 4 parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1, T2, T3, T4>? WrapAction<T1, T2, T3, T4>()
    {
        bool fits = Type.Parameters.Length == 4 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false);
        return !fits ? null : (argument1, argument2, argument3, argument4) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of 5 parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1, T2, T3, T4, T5>? WrapAction<T1, T2, T3, T4, T5>()
    {
        bool fits = Type.Parameters.Length == 5 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of 6 parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1, T2, T3, T4, T5, T6>? WrapAction<T1, T2, T3, T4, T5, T6>()
    {
        bool fits = Type.Parameters.Length == 6 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false)
            && HostTypes.Fits<T6>(Type.Parameters[5], isResult: false);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5, argument6) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            writer.Next(Checked(argument6, 5));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of 7 parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1, T2, T3, T4, T5, T6, T7>? WrapAction<T1, T2, T3, T4, T5, T6, T7>()
    {
        bool fits = Type.Parameters.Length == 7 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false)
            && HostTypes.Fits<T6>(Type.Parameters[5], isResult: false)
            && HostTypes.Fits<T7>(Type.Parameters[6], isResult: false);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5, argument6, argument7) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            writer.Next(Checked(argument6, 5));
            writer.Next(Checked(argument7, 6));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate of 8 parameters and without result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8>? WrapAction<T1, T2, T3, T4, T5, T6, T7, T8>()
    {
        bool fits = Type.Parameters.Length == 8 && Type.Results.Length == 0
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false)
            && HostTypes.Fits<T6>(Type.Parameters[5], isResult: false)
            && HostTypes.Fits<T7>(Type.Parameters[6], isResult: false)
            && HostTypes.Fits<T8>(Type.Parameters[7], isResult: false);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5, argument6, argument7, argument8) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            writer.Next(Checked(argument6, 5));
            writer.Next(Checked(argument7, 6));
            writer.Next(Checked(argument8, 7));
            InvokeSlots(slots, references);
        };
    }

    /// <summary>The function as a delegate without parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<TResult>? WrapFunc<TResult>()
    {
        bool fits = Type.Parameters.Length == 0 && Type.Results.Length == 1
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : () =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of one parameter that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, TResult>? WrapFunc<T1, TResult>()
    {
        bool fits = Type.Parameters.Length == 1 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of 2 parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, T2, TResult>? WrapFunc<T1, T2, TResult>()
    {
        bool fits = Type.Parameters.Length == 2 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1, argument2) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of 3 parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, T2, T3, TResult>? WrapFunc<T1, T2, T3, TResult>()
    {
        bool fits = Type.Parameters.Length == 3 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1, argument2, argument3) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of 4 parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, T2, T3, T4, TResult>? WrapFunc<T1, T2, T3, T4, TResult>()
    {
        bool fits = Type.Parameters.Length == 4 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1, argument2, argument3, argument4) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of 5 parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, T2, T3, T4, T5, TResult>? WrapFunc<T1, T2, T3, T4, T5, TResult>()
    {
        bool fits = Type.Parameters.Length == 5 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of 6 parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, T2, T3, T4, T5, T6, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, TResult>()
    {
        bool fits = Type.Parameters.Length == 6 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false)
            && HostTypes.Fits<T6>(Type.Parameters[5], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5, argument6) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            writer.Next(Checked(argument6, 5));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of 7 parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, T2, T3, T4, T5, T6, T7, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, T7, TResult>()
    {
        bool fits = Type.Parameters.Length == 7 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false)
            && HostTypes.Fits<T6>(Type.Parameters[5], isResult: false)
            && HostTypes.Fits<T7>(Type.Parameters[6], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5, argument6, argument7) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            writer.Next(Checked(argument6, 5));
            writer.Next(Checked(argument7, 6));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    /// <summary>The function as a delegate of 8 parameters that has a result, whose calls do not allocate.</summary>
    /// <returns>Null when the function's type is another. Types stand for each other as in <see cref="Linker"/>; <see cref="object"/> for every reference type.</returns>
    /// <remarks>The delegate throws what <see cref="Invoke(ReadOnlySpan{Value}, Span{Value})"/> throws.</remarks>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>? WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult>()
    {
        bool fits = Type.Parameters.Length == 8 && Type.Results.Length == 1
            && HostTypes.Fits<T1>(Type.Parameters[0], isResult: false)
            && HostTypes.Fits<T2>(Type.Parameters[1], isResult: false)
            && HostTypes.Fits<T3>(Type.Parameters[2], isResult: false)
            && HostTypes.Fits<T4>(Type.Parameters[3], isResult: false)
            && HostTypes.Fits<T5>(Type.Parameters[4], isResult: false)
            && HostTypes.Fits<T6>(Type.Parameters[5], isResult: false)
            && HostTypes.Fits<T7>(Type.Parameters[6], isResult: false)
            && HostTypes.Fits<T8>(Type.Parameters[7], isResult: false)
            && HostTypes.Fits<TResult>(Type.Results[0], isResult: true);
        return !fits ? null : (argument1, argument2, argument3, argument4, argument5, argument6, argument7, argument8) =>
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            var buffer = default(ReferenceBuffer);
            Span<object?> references = buffer;
            var writer = new SlotWriter(slots, references);
            writer.Next(Checked(argument1, 0));
            writer.Next(Checked(argument2, 1));
            writer.Next(Checked(argument3, 2));
            writer.Next(Checked(argument4, 3));
            writer.Next(Checked(argument5, 4));
            writer.Next(Checked(argument6, 5));
            writer.Next(Checked(argument7, 6));
            writer.Next(Checked(argument8, 7));
            InvokeSlots(slots, references);
            return new SlotReader(slots, references).Next<TResult>();
        };
    }

    private T Checked<T>(T value, int parameter)
    {
        if (!typeof(T).IsValueType)
        {
            ValueSlots.Check(Value.FromReference(value), Type.Parameters[parameter], $"argument{parameter + 1}");
        }

        return value;
    }
}

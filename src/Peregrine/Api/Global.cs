using Peregrine.Runtime;
using Peregrine.Runtime.Layout;

namespace Peregrine;

/// <summary>A global variable.</summary>
/// <remarks>Not thread-safe. <see href="https://webassembly.github.io/spec/core/exec/runtime.html#global-instances"/></remarks>
public sealed unsafe class Global : Extern
{
    /// <summary>The value of a reference global; numbers and vectors live in <see cref="Cell"/>.</summary>
    internal object? Reference;

    /// <summary>Creates a global.</summary>
    /// <param name="store">The store that it belongs to.</param>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its first value.</param>
    /// <exception cref="ArgumentException">The value does not have the type, or the type is shared.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public Global(Store store, GlobalType type, Value value)
        : this(store, type, (ulong*)store.Allocate(InstanceLayout.CellBytes).Address)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsShared)
        {
            throw new ArgumentException("shared globals are not supported", nameof(type));
        }

        ValueSlots.Check(value, type.Content, nameof(value));
        SetUnchecked(value);
    }

    internal Global(Store store, GlobalType type, ulong* cell)
        : base(store)
    {
        Type = type;
        Cell = cell;
    }

    /// <summary>Its type.</summary>
    public GlobalType Type { get; }

    /// <inheritdoc/>
    public override ExternType ExternType => Type;

    /// <summary>The current value.</summary>
    /// <exception cref="InvalidOperationException">The global is immutable (setter only).</exception>
    /// <exception cref="ArgumentException">The value does not have the type (setter only).</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public Value Value
    {
        get
        {
            Store.ThrowIfDisposed();
            var value = GetUnchecked();
            GC.KeepAlive(this);
            return value;
        }

        set
        {
            Store.ThrowIfDisposed();
            if (!Type.IsMutable)
            {
                throw new InvalidOperationException("the global is immutable");
            }

            ValueSlots.Check(value, Type.Content, nameof(value));
            SetUnchecked(value);
            GC.KeepAlive(this);
        }
    }

    /// <summary>Where a number or vector lives: 16 bytes that never move.</summary>
    internal ulong* Cell { get; }

    internal Value GetUnchecked() => Type.Content.Kind switch
    {
        ValKind.Ref => Value.FromReference(Reference),
        ValKind.V128 => new Value(ValKind.V128, Cell[0], Cell[1], null),
        var kind => new Value(kind, Cell[0], 0, null),
    };

    internal void SetUnchecked(Value value)
    {
        if (value.Kind == ValKind.Ref)
        {
            Reference = value.Reference;
            return;
        }

        Cell[0] = value.Low;
        Cell[1] = value.High;
    }
}

using Peregrine.Runtime;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine;

/// <summary>A table of references.</summary>
/// <remarks>Not thread-safe. Tables of functions hold bare descriptors, so that indirect calls need no managed object; a <see cref="Function"/>
/// is found or made when an element is read. <see href="https://webassembly.github.io/spec/core/exec/runtime.html#table-instances"/></remarks>
public sealed unsafe class Table : Extern
{
    private readonly NativeBlock _descriptor;
    private readonly NativeBlock? _functions;
    private object?[] _elements = [];
    private ulong _capacity;

    /// <summary>Creates a table.</summary>
    /// <param name="store">The store that it belongs to.</param>
    /// <param name="type">Its type.</param>
    /// <param name="initial">What all elements start as; null unless given.</param>
    /// <exception cref="ArgumentException">The initial element does not have the type, or the limits are not valid.</exception>
    /// <exception cref="ResourceLimitException">The store's limits or the system do not allow it.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public Table(Store store, TableType type, object? initial = null)
        : this(store, type, initial, isChecked: false)
    {
    }

    internal Table(Store store, TableType type, object? initial, bool isChecked)
        : base(store)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!isChecked)
        {
            ValueSlots.Check(Value.FromReference(initial), type.Element, nameof(initial));
        }

        store.AddTable(type);
        Type = type;
        IsFunctions = Types.Subtyping.Top(type.Element.HeapType) == HeapKind.Func;
        _descriptor = store.Allocate((nuint)sizeof(TableDescriptor));
        ulong length = type.Limits.Minimum;
        if (IsFunctions)
        {
            _functions = store.Allocate((nuint)length * (nuint)sizeof(FunctionDescriptor*));
            Descriptor->Functions = (FunctionDescriptor**)_functions.Address;
        }
        else
        {
            _elements = Store.AllocateElements(length);
        }

        _capacity = length;
        Descriptor->Length = length;
        if (initial is not null)
        {
            Fill(0, initial, length);
        }
    }

    /// <summary>Its type.</summary>
    public TableType Type { get; }

    /// <inheritdoc/>
    public override ExternType ExternType => Type;

    /// <summary>The current number of elements.</summary>
    public ulong Length
    {
        get
        {
            Store.ThrowIfDisposed();
            ulong length = Descriptor->Length;
            GC.KeepAlive(this);
            return length;
        }
    }

    /// <summary>What running code sees of the table.</summary>
    internal TableDescriptor* Descriptor => (TableDescriptor*)_descriptor.Address;

    /// <summary>Whether the elements are function descriptors.</summary>
    internal bool IsFunctions { get; }

    /// <summary>The elements of a table that <see cref="IsFunctions"/> is not; may be longer than the table.</summary>
    internal object?[] Elements => _elements;

    internal override ExternType CurrentType => Type with { Limits = Type.Limits with { Minimum = Length } };

    /// <summary><c>table.get</c></summary>
    /// <param name="index">Index of the element.</param>
    /// <returns>A <see cref="Function"/>, any other object, or null.</returns>
    /// <exception cref="TrapException">There is no such element.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public object? Get(ulong index)
    {
        CheckRange(index, 1);
        object? element = IsFunctions ? Function.FromDescriptor(Descriptor->Functions[index]) : _elements[index];
        GC.KeepAlive(this);
        return element;
    }

    /// <summary><c>table.set</c></summary>
    /// <param name="index">Index of the element.</param>
    /// <param name="value">What it becomes.</param>
    /// <exception cref="ArgumentException">The value does not have the element type.</exception>
    /// <exception cref="TrapException">There is no such element.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public void Set(ulong index, object? value)
    {
        ValueSlots.Check(Value.FromReference(value), Type.Element, nameof(value));
        SetUnchecked(index, value);
    }

    /// <summary><c>table.grow</c></summary>
    /// <param name="delta">How many elements to add.</param>
    /// <param name="value">What they are.</param>
    /// <returns>The old number of elements, or -1 when the maximum, the store's limits or the system do not allow it.</returns>
    /// <exception cref="ArgumentException">The value does not have the element type.</exception>
    /// <exception cref="TrapException">The store's limits ask for a trap instead of -1.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public long Grow(ulong delta, object? value)
    {
        ValueSlots.Check(Value.FromReference(value), Type.Element, nameof(value));
        return GrowUnchecked(delta, value);
    }

    /// <summary><c>table.set</c> of a value that is known to have the element type.</summary>
    internal void SetUnchecked(ulong index, object? value)
    {
        CheckRange(index, 1);
        if (IsFunctions)
        {
            Descriptor->Functions[index] = Function.ToDescriptor(value);
        }
        else
        {
            _elements[index] = value;
        }

        GC.KeepAlive(this);
    }

    /// <summary><c>table.set</c> in a table of functions.</summary>
    internal void SetDescriptor(ulong index, FunctionDescriptor* function)
    {
        CheckRange(index, 1);
        Descriptor->Functions[index] = function;
    }

    /// <summary><c>table.grow</c> with a value that is known to have the element type.</summary>
    internal long GrowUnchecked(ulong delta, object? value)
    {
        Store.ThrowIfDisposed();
        ulong length = Descriptor->Length;
        if (!TryGrow(length, delta))
        {
            if (Store.Limits.TrapOnGrowFailure)
            {
                Trap.Throw(TrapKind.TableGrowFailed);
            }

            return -1;
        }

        if (value is not null || !IsFunctions)
        {
            Fill(length, value, delta);
        }

        GC.KeepAlive(this);
        return (long)length;
    }

    /// <summary><c>table.fill</c></summary>
    internal void Fill(ulong index, object? value, ulong count)
    {
        CheckRange(index, count);
        if (IsFunctions)
        {
            new Span<nint>(Descriptor->Functions + index, (int)count).Fill((nint)Function.ToDescriptor(value));
        }
        else
        {
            _elements.AsSpan((int)index, (int)count).Fill(value);
        }
    }

    /// <summary><c>table.copy</c> from a table, which may be this one, whose elements fit.</summary>
    internal void Copy(ulong index, Table source, ulong sourceIndex, ulong count)
    {
        source.CheckRange(sourceIndex, count);
        CheckRange(index, count);
        if (IsFunctions)
        {
            new Span<nint>(source.Descriptor->Functions + sourceIndex, (int)count).CopyTo(new Span<nint>(Descriptor->Functions + index, (int)count));
        }
        else
        {
            Array.Copy(source._elements, (long)sourceIndex, _elements, (long)index, (long)count);
        }
    }

    /// <summary><c>table.init</c> from an element segment.</summary>
    internal void Init(ulong index, ElementSegment segment, ulong segmentIndex, ulong count)
    {
        if (count > (ulong)segment.Length || segmentIndex > (ulong)segment.Length - count)
        {
            Trap.Throw(TrapKind.OutOfBoundsTableAccess);
        }

        CheckRange(index, count);
        if (IsFunctions)
        {
            segment.CopyTo((int)segmentIndex, new Span<nint>(Descriptor->Functions + index, (int)count));
        }
        else
        {
            segment.CopyTo((int)segmentIndex, _elements.AsSpan((int)index, (int)count));
        }
    }

    private void CheckRange(ulong index, ulong count)
    {
        Store.ThrowIfDisposed();
        ulong length = Descriptor->Length;
        if (count > length || index > length - count)
        {
            Trap.Throw(TrapKind.OutOfBoundsTableAccess);
        }
    }

    // No table has more elements than an array can, so casts to int are safe behind CheckRange.
    private bool TryGrow(ulong length, ulong delta)
    {
        // A size in bytes that no address space holds is a fault of the program, not a shortage that it could wait out.
        if (delta > ulong.MaxValue / (uint)sizeof(nint) && Type.Limits.Maximum is null)
        {
            Trap.Throw(TrapKind.TableGrowFailed);
        }

        ulong maximum = Math.Min(Math.Min(Type.Limits.Maximum ?? ulong.MaxValue, Store.Limits.MaximumTableElements), (ulong)Array.MaxLength);
        if (delta > maximum || length > maximum - delta)
        {
            return false;
        }

        ulong newLength = length + delta;
        if (delta != 0 && Store.Limits.TableGrowing is { } growing && !growing(length, newLength))
        {
            return false;
        }

        // The callback may have grown the table itself.
        if (Descriptor->Length != length)
        {
            return false;
        }

        if (newLength > _capacity)
        {
            ulong capacity = Math.Min(maximum, Math.Max(newLength, _capacity * 2));
            if (!TryReserve(capacity) && !TryReserve(capacity = newLength))
            {
                return false;
            }

            _capacity = capacity;
        }

        Descriptor->Length = newLength;
        return true;
    }

    private bool TryReserve(ulong capacity)
    {
        if (_functions is not null)
        {
            bool done = _functions.TryResize((nuint)_capacity * (nuint)sizeof(nint), (nuint)capacity * (nuint)sizeof(nint));
            Descriptor->Functions = (FunctionDescriptor**)_functions.Address;
            return done;
        }

        try
        {
            Array.Resize(ref _elements, (int)capacity);
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }
}

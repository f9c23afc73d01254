using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;
using Peregrine.Types;

namespace Peregrine.Runtime;

/// <summary>Moves values between the API's form and slots.</summary>
internal static unsafe class ValueSlots
{
    /// <summary>Whether the value has the type.</summary>
    public static bool Has(Value value, ValType type) =>
        value.Kind == type.Kind && (value.Kind != ValKind.Ref || RuntimeCasts.IsInstance(value.Reference, type));

    /// <exception cref="ArgumentException">The value does not have the type.</exception>
    public static void Check(Value value, ValType type, string parameter)
    {
        if (!Has(value, type))
        {
            throw new ArgumentException($"type mismatch: expected {type}, got {Describe(value)}", parameter);
        }
    }

    /// <summary>Writes values that have the types.</summary>
    public static void Write(ReadOnlySpan<Value> values, ulong* slots, Span<object?> references)
    {
        int slot = 0;
        int reference = 0;
        foreach (ref readonly var value in values)
        {
            if (value.Kind == ValKind.Ref)
            {
                references[reference++] = value.Reference;
                continue;
            }

            slots[slot++] = value.Low;
            if (value.Kind == ValKind.V128)
            {
                slots[slot++] = value.High;
            }
        }
    }

    /// <summary>Reads values of the types.</summary>
    public static void Read(ReadOnlySpan<ValType> types, ulong* slots, ReadOnlySpan<object?> references, Span<Value> values)
    {
        int slot = 0;
        int reference = 0;
        for (int i = 0; i < types.Length; i++)
        {
            var kind = types[i].Kind;
            switch (kind)
            {
                case ValKind.Ref:
                    values[i] = Value.FromReference(references[reference++]);
                    break;
                case ValKind.V128:
                    values[i] = new Value(kind, slots[slot], slots[slot + 1], null);
                    slot += 2;
                    break;
                case ValKind.I32 or ValKind.F32:
                    values[i] = new Value(kind, (uint)slots[slot++], 0, null);
                    break;
                default:
                    values[i] = new Value(kind, slots[slot++], 0, null);
                    break;
            }
        }
    }

    /// <exception cref="ArgumentException">The values do not fit the tag's parameters.</exception>
    public static ExceptionObject ToException(Tag tag, ReadOnlySpan<Value> values)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var types = tag.Type.Function.Parameters.AsSpan();
        CheckAll(values, types, nameof(values));
        var slots = new ulong[SlotLayout.Slots(types)];
        var references = new object?[SlotLayout.References(types)];
        fixed (ulong* pointer = slots)
        {
            Write(values, pointer, references);
        }

        return new ExceptionObject(tag, slots, references);
    }

    public static Value[] Payload(ExceptionObject exception)
    {
        var types = exception.Tag.Type.Function.Parameters.AsSpan();
        var values = new Value[types.Length];
        fixed (ulong* pointer = exception.Slots)
        {
            Read(types, pointer, exception.References, values);
        }

        return values;
    }

    /// <exception cref="ArgumentException">The number of values is wrong, or one does not have its type.</exception>
    public static void CheckAll(ReadOnlySpan<Value> values, ReadOnlySpan<ValType> types, string parameter)
    {
        if (values.Length != types.Length)
        {
            throw new ArgumentException($"type mismatch: expected {types.Length} values, got {values.Length}", parameter);
        }

        for (int i = 0; i < values.Length; i++)
        {
            Check(values[i], types[i], parameter);
        }
    }

    private static string Describe(Value value) => value.Kind switch
    {
        ValKind.Ref when value.Reference is null => "a null reference",
        ValKind.Ref when value.Reference is Function function => $"a reference to {function.DefinedType} {function.Type}",
        ValKind.Ref => $"a reference to a {value.Reference!.GetType().Name}",
        _ => value.Kind.ToString(),
    };
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Collections;
using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>An instruction of the code being made.</summary>
internal struct Emitted
{
    /// <summary>Offset in the code.</summary>
    public int Position;

    /// <summary>The handler: an <see cref="Operation"/>, or the function pointer of a handler that has none.</summary>
    public nint Handler;

    /// <summary>Offset in the module of the instruction that it comes from.</summary>
    public int Source;

    /// <summary>What +8 names.</summary>
    public Destination Destination;

    /// <summary>For operations that later instructions may take into themselves: the opcode and the number of its operand modes.</summary>
    public Opcode Opcode;

    /// <summary>See <see cref="Opcode"/>.</summary>
    public byte Mode;

    /// <summary>What the accumulators held before.</summary>
    public Mirrors Before;
}

/// <summary>What an instruction's destination is.</summary>
internal enum Destination : byte
{
    /// <summary>Nothing that may be changed.</summary>
    None,

    /// <summary>A slot, two for vectors.</summary>
    Slot,

    /// <summary>A place on the reference stack.</summary>
    Reference,
}

/// <summary>The slots whose values r0 and d0 hold, and the instructions that put them there; -1 for none.</summary>
internal struct Mirrors
{
    public int Integer;
    public int IntegerProducer;
    public int Float;
    public int FloatProducer;

    public static Mirrors None => new() { Integer = -1, IntegerProducer = -1, Float = -1, FloatProducer = -1 };

    public void Forget(int slot)
    {
        if (Integer == slot)
        {
            Integer = -1;
        }

        if (Float == slot)
        {
            Float = -1;
        }
    }

    /// <summary>Keeps the stores of the values, as something else reads them.</summary>
    public void Pin() => IntegerProducer = FloatProducer = -1;
}

/// <summary>Writing code: instructions, the peephole's view of the last one, and what the accumulators mirror.</summary>
internal sealed unsafe partial class Translator
{
    private readonly ItemList<Emitted> _emitted = [];
    private byte[] _code = new byte[4096];
    private int _length;
    private int _source;

    /// <summary>Number of instructions that a branch may jump behind of: earlier ones are not to be changed.</summary>
    private int _barrier;

    private Mirrors _mirrors = Mirrors.None;

    private ref Emitted Last => ref _emitted.AsSpan()[^1];

    private int LastPosition => Last.Position;

    /// <summary>Emits an instruction that has no number; it may destroy r0 and d0.</summary>
    /// <returns>Its position: operands go to <see cref="Write16"/> and the like.</returns>
    private int Emit(Handler handler, int size)
    {
        int position = Append((nint)handler, size);
        ForgetMirrors();
        return position;
    }

    /// <summary>Emits an instruction that has no number, with a destination (a slot) at +8; it may destroy r0 and d0.</summary>
    private int Emit(Handler handler, int size, int destination)
    {
        int position = Emit(handler, size);
        Write16(position + 8, destination);
        Last.Destination = Destination.Slot;
        return position;
    }

    /// <summary>Emits an instruction that has no number, with a place on the reference stack at +8; it may destroy r0 and d0.</summary>
    private int EmitReference(Handler handler, int size, int destination)
    {
        int position = Emit(handler, size, destination);
        Last.Destination = Destination.Reference;
        return position;
    }

    /// <summary>Emits an instruction that writes no slot and leaves r0 and d0 alone.</summary>
    private int Emit(Operation operation, int size) => Append((nint)operation, size);

    /// <summary>Emits an instruction that writes one slot, named at +8, and leaves r0 and d0 alone unless <see cref="Mirror"/> follows.</summary>
    private int Emit(Operation operation, int size, int destination)
    {
        int position = Emit(operation, size);
        Write16(position + 8, destination);
        _mirrors.Forget(destination);
        Last.Destination = Destination.Slot;
        return position;
    }

    /// <summary>The last instruction left the value of its destination in the accumulator of the type.</summary>
    private void Mirror(int slot, ValKind type)
    {
        if (type is ValKind.I32 or ValKind.I64)
        {
            _mirrors.Integer = slot;
            _mirrors.IntegerProducer = _emitted.Count - 1;
        }
        else
        {
            _mirrors.Float = slot;
            _mirrors.FloatProducer = _emitted.Count - 1;
        }
    }

    private void ForgetMirrors() => _mirrors = Mirrors.None;

    /// <summary>Whether the operand is in an accumulator. If it is a temporary, it dies here and its producer need not store it.</summary>
    private bool TakeAccumulator(in Operand operand)
    {
        if (operand.Kind == OperandKind.Constant)
        {
            return false;
        }

        int producer;
        if (operand.Type is ValKind.I32 or ValKind.I64 && _mirrors.Integer == operand.Place)
        {
            producer = _mirrors.IntegerProducer;
        }
        else if (operand.Type is ValKind.F32 or ValKind.F64 && _mirrors.Float == operand.Place)
        {
            producer = _mirrors.FloatProducer;
        }
        else
        {
            return false;
        }

        if (operand.Kind == OperandKind.Temporary && producer >= 0)
        {
            ref var emitted = ref _emitted.AsSpan()[producer];
            if (OperationTable.HasAccumulatorTwin(emitted.Handler))
            {
                emitted.Handler |= 1;
            }
        }

        return true;
    }

    /// <summary>Whether the operand is the result of the last instruction and nothing else can see it.</summary>
    private bool IsLastResult(in Operand operand) =>
        operand.Kind == OperandKind.Temporary
        && _emitted.Count > _barrier
        && Last.Destination == (operand.IsReference ? Destination.Reference : Destination.Slot)
        && Read16(LastPosition + 8) == operand.Place;

    /// <summary>Makes the last instruction, whose result the operand is, write elsewhere.</summary>
    private void RetargetLast(in Operand operand, int place)
    {
        Write16(LastPosition + 8, place);
        if (operand.IsReference)
        {
            return;
        }

        bool isInteger = _mirrors.Integer == operand.Place, isFloat = _mirrors.Float == operand.Place;
        _mirrors.Forget(place);
        if (operand.Type == ValKind.V128)
        {
            _mirrors.Forget(place + 1);
        }

        if (isInteger)
        {
            _mirrors.Integer = place;
        }

        if (isFloat)
        {
            _mirrors.Float = place;
        }
    }

    /// <summary>Takes the last instruction back.</summary>
    private void TakeBack()
    {
        _length = LastPosition;
        _mirrors = Last.Before;
        _emitted.RemoveAt(_emitted.Count - 1);
    }

    /// <summary>Marks the end of the code so far as the target of branches.</summary>
    private void BindHere()
    {
        Seal();
        ForgetMirrors();
    }

    /// <summary>Nothing may change the instructions so far.</summary>
    private void Seal() => _barrier = _emitted.Count;

    private int Append(nint handler, int size)
    {
        if (_length + size > _code.Length)
        {
            Array.Resize(ref _code, Math.Max(_code.Length * 2, _length + size));
        }

        int position = _length;
        _code.AsSpan(position, size).Clear();
        _emitted.Add(new Emitted { Position = position, Handler = handler, Source = _source, Before = _mirrors });
        _length += size;
        return position;
    }

    private void Write16(int position, int value)
    {
        if ((uint)value > ushort.MaxValue)
        {
            throw InterpreterLimits.FrameTooLarge(_function, _source);
        }

        Unsafe.WriteUnaligned(ref _code[position], (ushort)value);
    }

    private void Write32(int position, int value) => Unsafe.WriteUnaligned(ref _code[position], value);

    private void Write64(int position, ulong value) => Unsafe.WriteUnaligned(ref _code[position], value);

    private int Read16(int position) => Unsafe.ReadUnaligned<ushort>(ref _code[position]);

    private int Read32(int position) => Unsafe.ReadUnaligned<int>(ref _code[position]);

    private ulong Read64(int position) => Unsafe.ReadUnaligned<ulong>(ref _code[position]);

    /// <summary>Copies the operand's value to a slot, or to a place on the reference stack.</summary>
    /// <param name="operand">The operand; the stack's entry stays as it is.</param>
    /// <param name="to">Where to.</param>
    /// <param name="isLast">Whether the operand is used nowhere else, so that its own slot need not be written.</param>
    private void EmitMove(in Operand operand, int to, bool isLast = false)
    {
        if (operand.IsReference)
        {
            bool isNull = operand.Kind == OperandKind.Constant;
            if (!isNull && operand.Place == to)
            {
                return;
            }

            int move = Emit(isNull ? Operation.NullReference : Operation.CopyReference, 16);
            Write16(move + 8, to);
            Write16(move + 10, isNull ? 0 : operand.Place);
            Last.Destination = Destination.Reference;
        }
        else if (operand.Kind == OperandKind.Constant)
        {
            EmitConstant(operand.Value, to);
        }
        else if (operand.Place == to)
        {
            return;
        }
        else if (operand.Type == ValKind.V128)
        {
            Write16(Emit(Operation.CopyVector, 16, to) + 10, operand.Place);
            _mirrors.Forget(to + 1);
        }
        else if (isLast && TakeAccumulator(operand))
        {
            bool isInteger = operand.Type is ValKind.I32 or ValKind.I64;
            Emit(isInteger ? Operation.CopyA : Operation.CopyD, 16, to);
            Mirror(to, operand.Type);
        }
        else
        {
            Write16(Emit(Operation.Copy, 16, to) + 10, operand.Place);
        }
    }

    private void EmitConstant(ulong value, int to)
    {
        if (value <= uint.MaxValue)
        {
            Write32(Emit(Operation.Constant32, 16, to) + 12, (int)value);
        }
        else
        {
            Write64(Emit(Operation.Constant64, 24, to) + 16, value);
        }
    }

    /// <summary>Brings up to three neighbours home that lie in locals, with one instruction.</summary>
    /// <returns>How many.</returns>
    private int EmitMoves(Span<Operand> operands)
    {
        int count = 1;
        while (count < Math.Min(operands.Length, 3) && operands[count].Kind == OperandKind.Local && SlotsOf(operands[count].Type) == 1)
        {
            count++;
        }

        if (count == 1)
        {
            Materialize(ref operands[0]);
            return 1;
        }

        int copy = Emit(count == 2 ? Operation.Copy2 : Operation.Copy3, 16);
        Write16(copy + 8, operands[0].Home);
        for (int i = 0; i < count; i++)
        {
            Write16(copy + 10 + (2 * i), operands[i].Place);
            _mirrors.Forget(operands[i].Home);
            operands[i].Kind = OperandKind.Temporary;
            operands[i].Place = operands[i].Home;
        }

        return count;
    }
}

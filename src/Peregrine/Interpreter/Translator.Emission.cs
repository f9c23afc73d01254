using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peregrine.Interpreter;

/// <summary>An instruction of the code being made.</summary>
/// <param name="Position">Offset in the code.</param>
/// <param name="Handler">The handler: an <see cref="Operation"/>, or the function pointer of a handler that has none.</param>
/// <param name="Source">Offset in the module of the instruction that it comes from.</param>
internal record struct Emitted(int Position, nint Handler, int Source);

/// <summary>Writing code: instructions, the peephole's view of the last one, and what the accumulators mirror.</summary>
internal sealed unsafe partial class Translator
{
    private readonly List<Emitted> _emitted = [];
    private byte[] _code = new byte[4096];
    private int _length;
    private int _source;

    /// <summary>Number of instructions that a branch may jump behind of: earlier ones are not to be changed.</summary>
    private int _barrier;

    /// <summary>Whether the last instruction has a destination that may still be changed.</summary>
    private bool _lastHasDestination;

    /// <summary>Slot whose value r0 holds, and the instruction that put it there; -1 for none. Then the same for d0.</summary>
    private Mirrors _mirrors = Mirrors.None;

    /// <summary>The mirrors before the last instruction, for taking it back.</summary>
    private Mirrors _previousMirrors = Mirrors.None;

    private int LastPosition => _emitted[^1].Position;

    private Operation LastOperation => (Operation)(_emitted[^1].Handler < (nint)Operation.Count ? _emitted[^1].Handler : 0);

    /// <summary>Emits an instruction that has no function in the tables; it may destroy r0 and d0.</summary>
    /// <returns>Its position: operands go to <see cref="Write16"/> and the like.</returns>
    private int Emit(Handler handler, int size)
    {
        int position = Append((nint)handler, size);
        ForgetMirrors();
        return position;
    }

    /// <summary>Emits an instruction that has no function in the tables, with a destination (a slot) at +8; it may destroy r0 and d0.</summary>
    private int Emit(Handler handler, int size, int destination)
    {
        int position = Emit(handler, size);
        Write16(position + 8, destination);
        return position;
    }

    /// <summary>Emits an instruction that writes no slot and leaves r0 and d0 alone.</summary>
    private int Emit(Operation operation, int size)
    {
        _previousMirrors = _mirrors;
        return Append((nint)operation, size);
    }

    /// <summary>Emits an instruction that writes one slot, named at +8, and leaves r0 and d0 alone unless <see cref="Mirror"/> follows.</summary>
    private int Emit(Operation operation, int size, int destination)
    {
        int position = Emit(operation, size);
        Write16(position + 8, destination);
        _mirrors.Forget(destination);
        _lastHasDestination = true;
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
            ref var emitted = ref CollectionsMarshal.AsSpan(_emitted)[producer];
            if (OperationTable.HasAccumulatorTwin(emitted.Handler))
            {
                emitted.Handler |= 1;
            }
        }

        return true;
    }

    /// <summary>Whether the operand is the result of the last instruction and nothing else can see it.</summary>
    private bool IsLastResult(in Operand operand) =>
        _lastHasDestination && operand.Kind == OperandKind.Temporary && _emitted.Count > _barrier && Read16(LastPosition + 8) == operand.Place;

    /// <summary>Takes the last instruction back.</summary>
    private void TakeBack()
    {
        _length = LastPosition;
        _emitted.RemoveAt(_emitted.Count - 1);
        _mirrors = _previousMirrors;
        _lastHasDestination = false;
    }

    /// <summary>Marks the end of the code so far as the target of branches.</summary>
    private void BindHere()
    {
        _barrier = _emitted.Count;
        _lastHasDestination = false;
        ForgetMirrors();
    }

    private int Append(nint handler, int size)
    {
        if (_length + size > _code.Length)
        {
            Array.Resize(ref _code, Math.Max(_code.Length * 2, _length + size));
        }

        int position = _length;
        _code.AsSpan(position, size).Clear();
        _emitted.Add(new Emitted(position, handler, _source));
        _length += size;
        _lastHasDestination = false;
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

    /// <summary>What r0 and d0 hold.</summary>
    private struct Mirrors
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
    }
}

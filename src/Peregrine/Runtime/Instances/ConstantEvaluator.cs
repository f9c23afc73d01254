using System.Runtime.InteropServices;
using Peregrine.Collections;
using Peregrine.Instructions;
using Peregrine.Runtime.Objects;
using Peregrine.Semantics;
using Peregrine.Syntax;

namespace Peregrine.Runtime;

/// <summary>Evaluates the constant expressions of a module for one of its instances.</summary>
/// <remarks>The expressions are validated, so operands are there and have their types.
/// <see href="https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions"/></remarks>
internal sealed class ConstantEvaluator(Instance instance)
{
    private readonly Peregrine.Validation.ValidatedModule _module = instance.Module.Validated;
    private readonly InstructionLists _lists = new();
    private readonly ItemList<Value> _stack = [];

    /// <exception cref="TrapException">A structure or array is too large.</exception>
    public Value Evaluate(ByteRange expression)
    {
        var reader = new InstructionReader(_module.Syntax.Binary.Span, expression.Start, expression.End, _lists, _module.Features);
        var instruction = default(Instruction);
        _stack.Clear();
        while (!reader.IsAtEnd)
        {
            reader.Read(ref instruction);
            Step(instruction);
        }

        return Pop();
    }

    /// <summary>The function that the expression consists of a reference to, without making an object for it; -1 for any other expression.</summary>
    public int FunctionIndex(ByteRange expression)
    {
        var reader = new InstructionReader(_module.Syntax.Binary.Span, expression.Start, expression.End, _lists, _module.Features);
        var instruction = default(Instruction);
        reader.Read(ref instruction);
        int index = instruction.Opcode == Opcode.RefFunc ? (int)instruction.Index : -1;
        reader.Read(ref instruction);
        return instruction.Opcode == Opcode.End ? index : -1;
    }

    private void Step(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.End:
                break;
            case Opcode.I32Const:
                _stack.Add(new Value(ValKind.I32, instruction.Value, 0, null));
                break;
            case Opcode.I64Const:
                _stack.Add(new Value(ValKind.I64, instruction.Value, 0, null));
                break;
            case Opcode.F32Const:
                _stack.Add(new Value(ValKind.F32, instruction.Value, 0, null));
                break;
            case Opcode.F64Const:
                _stack.Add(new Value(ValKind.F64, instruction.Value, 0, null));
                break;
            case Opcode.V128Const:
                _stack.Add(new Value(ValKind.V128, instruction.Value, instruction.ValueHigh, null));
                break;
            case Opcode.GlobalGet:
                _stack.Add(instance.Globals[instruction.Index].GetUnchecked());
                break;
            case Opcode.RefNull:
                _stack.Add(Value.Null);
                break;
            case Opcode.RefFunc:
                _stack.Add(instance.GetFunction((int)instruction.Index));
                break;
            case Opcode.RefI31:
                _stack.Add(Value.FromReference(I31.Of((int)Pop().Low)));
                break;
            case Opcode.AnyConvertExtern or Opcode.ExternConvertAny:
                break;
            case Opcode.I32Add or Opcode.I32Sub or Opcode.I32Mul:
                int right = (int)Pop().Low;
                int left = (int)Pop().Low;
                _stack.Add(instruction.Opcode == Opcode.I32Add ? I32.Add(left, right) : instruction.Opcode == Opcode.I32Sub ? I32.Sub(left, right) : I32.Mul(left, right));
                break;
            case Opcode.I64Add or Opcode.I64Sub or Opcode.I64Mul:
                long longRight = (long)Pop().Low;
                long longLeft = (long)Pop().Low;
                _stack.Add(instruction.Opcode == Opcode.I64Add ? I64.Add(longLeft, longRight) : instruction.Opcode == Opcode.I64Sub ? I64.Sub(longLeft, longRight) : I64.Mul(longLeft, longRight));
                break;
            default:
                _stack.Add(Value.FromReference(Allocate(instruction)));
                break;
        }
    }

    private object Allocate(in Instruction instruction)
    {
        var type = _module.Types[instruction.Index];
        switch (instruction.Opcode)
        {
            case Opcode.StructNew or Opcode.StructNewDefault:
                var made = StructLayoutInfo.Of(type).New(type);
                if (instruction.Opcode == Opcode.StructNew)
                {
                    var fields = Take(type.Struct!.Fields.Length);
                    for (int i = 0; i < fields.Length; i++)
                    {
                        FieldAccess.Set(made, i, fields[i]);
                    }

                    Drop(fields.Length);
                }

                return made;
            case Opcode.ArrayNew:
                uint length = (uint)Pop().Low;
                var element = Pop();
                return element.Kind == ValKind.Ref
                    ? ArrayOperations.New(instance.Store, type, length, element.Reference)
                    : ArrayOperations.New(instance.Store, type, length, element.Low, element.High);
            case Opcode.ArrayNewDefault:
                return ArrayOperations.New(instance.Store, type, (uint)Pop().Low);
            case Opcode.ArrayNewFixed:
                var array = ArrayOperations.New(instance.Store, type, instruction.SecondIndex);
                var elements = Take(array.Length);
                for (int i = 0; i < elements.Length; i++)
                {
                    FieldAccess.Set(array, i, elements[i]);
                }

                Drop(elements.Length);
                return array;
            default:
                throw new InvalidOperationException($"{instruction.Opcode} is not constant");
        }
    }

    private Value Pop()
    {
        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private ReadOnlySpan<Value> Take(int count) => _stack.AsSpan()[(_stack.Count - count)..];

    private void Drop(int count) => _stack.RemoveRange(_stack.Count - count, count);
}

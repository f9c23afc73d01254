using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <content>Atomic accesses to globals, tables, structures and arrays, of the shared-everything threads proposal.</content>
internal sealed partial class FunctionValidator
{
    /// <summary>The sorts of atomic accesses, by what they need of what is accessed.</summary>
    private enum AtomicAccess
    {
        Get,
        GetExtended,
        Set,
        Arithmetic,
        Exchange,
        CompareExchange,
    }

    private bool StepShared(ref Instruction instruction)
    {
        switch (instruction.Shape)
        {
            case ImmediateShape.OrderingGlobal:
                var global = Global(instruction.Index);
                StepAtomic(ref instruction, new FieldType(global.Content, PackedKind.None, global.IsMutable), []);
                return true;
            case ImmediateShape.OrderingTable:
                var table = Table(instruction.Index);
                StepAtomic(ref instruction, new FieldType(table.Element, PackedKind.None, IsMutable: true), [Address(table.Is64)]);
                return true;
            case ImmediateShape.OrderingTypeField:
                var field = Field(ref instruction);
                StepAtomic(ref instruction, field, [ReferenceTo(instruction.Index, nullable: true)]);
                return true;
            case ImmediateShape.OrderingType:
                var element = ArrayType(instruction.Index).Element;
                StepAtomic(ref instruction, element, [ReferenceTo(instruction.Index, nullable: true), OperandCode.I32]);
                return true;
            default:
                if (instruction.Opcode != Opcode.RefI31Shared)
                {
                    return false;
                }

                PopOperand(OperandCode.I32);
                PushOperand(OperandCode.Ref(HeapKind.I31, nullable: false, isShared: true));
                return true;
        }
    }

    /// <param name="instruction">The instruction.</param>
    /// <param name="cell">What is accessed.</param>
    /// <param name="place">The operands that say where it is.</param>
    private void StepAtomic(ref Instruction instruction, FieldType cell, ReadOnlySpan<OperandCode> place)
    {
        var access = Access(instruction.Opcode);
        if (access > AtomicAccess.GetExtended && !cell.IsMutable)
        {
            throw ImmutableCell(ref instruction);
        }

        CheckAtomic(instruction.Opcode, access, cell);
        var code = _module.Code(cell.Type);
        ReadOnlySpan<OperandCode> values = access switch
        {
            AtomicAccess.Get or AtomicAccess.GetExtended => [],
            AtomicAccess.CompareExchange => [code, code],
            _ => [code],
        };
        PopOperands([.. place, .. values]);
        if (access != AtomicAccess.Set)
        {
            PushOperand(code);
        }
    }

    private void CheckAtomic(Opcode opcode, AtomicAccess access, FieldType cell)
    {
        if (access <= AtomicAccess.GetExtended)
        {
            CheckPacking(cell, isExtending: access == AtomicAccess.GetExtended);
        }

        var heapType = cell.Type.HeapType;
        bool fits = cell.Packed != PackedKind.None ? access is AtomicAccess.GetExtended or AtomicAccess.Set
            : cell.Type.Kind is ValKind.I32 or ValKind.I64 || (cell.Type.IsReference && access switch
            {
                AtomicAccess.Arithmetic => false,
                AtomicAccess.CompareExchange => Subtyping.IsSubtype(heapType, HeapType.Of(HeapKind.Eq, heapType.IsShared)),
                _ => Subtyping.IsSubtype(heapType, HeapType.Of(HeapKind.Any, heapType.IsShared)),
            });
        if (!fits)
        {
            throw Invalid.At(Place, $"invalid type: {InstructionTable.Mnemonic(opcode)} cannot access {cell}");
        }
    }

    private InvalidModuleException ImmutableCell(ref Instruction instruction) => instruction.Shape switch
    {
        ImmediateShape.OrderingGlobal => Invalid.ImmutableGlobal(Place, instruction.Index),
        ImmediateShape.OrderingType => Invalid.ImmutableArray(Place, instruction.Index),
        _ => Invalid.ImmutableField(Place, instruction.Index, instruction.SecondIndex),
    };

    private static AtomicAccess Access(Opcode opcode) => opcode switch
    {
        Opcode.GlobalAtomicGet or Opcode.TableAtomicGet or Opcode.StructAtomicGet or Opcode.ArrayAtomicGet => AtomicAccess.Get,
        Opcode.StructAtomicGetS or Opcode.StructAtomicGetU or Opcode.ArrayAtomicGetS or Opcode.ArrayAtomicGetU => AtomicAccess.GetExtended,
        Opcode.GlobalAtomicSet or Opcode.TableAtomicSet or Opcode.StructAtomicSet or Opcode.ArrayAtomicSet => AtomicAccess.Set,
        Opcode.GlobalAtomicRmwXchg or Opcode.TableAtomicRmwXchg or Opcode.StructAtomicRmwXchg or Opcode.ArrayAtomicRmwXchg => AtomicAccess.Exchange,
        Opcode.GlobalAtomicRmwCmpxchg or Opcode.TableAtomicRmwCmpxchg or Opcode.StructAtomicRmwCmpxchg or Opcode.ArrayAtomicRmwCmpxchg
            => AtomicAccess.CompareExchange,
        _ => AtomicAccess.Arithmetic,
    };
}

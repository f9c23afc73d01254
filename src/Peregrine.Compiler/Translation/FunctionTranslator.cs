using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Instructions;
using Peregrine.Validation;

namespace Peregrine.Compiler.Translation;

/// <summary>Translates one validated function body to CIL in one pass.</summary>
/// <remarks>
/// WebAssembly's operand stack becomes CIL's evaluation stack, except that constants, locals and temporaries wait until they are used, and
/// that the evaluation stack is empty wherever control flow joins. Code after an unconditional branch is skipped.
/// </remarks>
internal sealed partial class FunctionTranslator
{
    private readonly TranslationContext _context;
    private readonly ValidatedModule _module;
    private readonly InstructionLists _lists = new();
    private readonly CilWriter _cil;
    private readonly LocalPool _pool;
    private readonly OffsetMap _offsets = new();
    private readonly CompiledSignature _signature;
    private readonly FunctionTraits _traits;
    private readonly int _functionIndex;
    private readonly int _selfOffset;
    private readonly int _bodyStart;
    private readonly int _bodyEnd;

    /// <summary>Operands below this height belong to outer frames; none of them is on the evaluation stack or stands for a local.</summary>
    private int _floor;

    /// <summary>Whether the next instruction cannot be reached.</summary>
    private bool _unreachable;

    /// <summary>Offset in the module of the next instruction.</summary>
    private int _position;

    private FunctionTranslator(TranslationContext context, int functionIndex, MethodBuilder method, LargeMethod? large)
    {
        _context = context;
        _module = context.Module;
        _functionIndex = functionIndex;
        _cil = new CilWriter(method.GetILGenerator(), large);
        _pool = new LocalPool(_cil);
        _signature = context.Signature(_module.Functions[functionIndex]);
        _selfOffset = context.Layout.FunctionOffset(functionIndex);
        var validator = new FunctionValidator(_module);
        validator.Begin(functionIndex);
        _localTypes = [.. validator.Locals];
        _bodyStart = validator.BodyStart;
        _bodyEnd = validator.BodyEnd;
        _traits = FunctionTraits.Scan(_module, _bodyStart, _bodyEnd, _localTypes.Length, _lists);
        _locals = new Variable?[_localTypes.Length];
        _memories = new MemoryLocals[_module.Memories.Length];
        _tables = new Variable?[_module.Tables.Length];
        method.InitLocals = InitializesLocals;
    }

    /// <summary>Writes the CIL of a defined function.</summary>
    /// <param name="context">Its module.</param>
    /// <param name="functionIndex">Its index in the function index space.</param>
    /// <param name="method">Receives the CIL; has the <see cref="CompiledSignature"/> of the function.</param>
    /// <param name="large">For the inner method of a large one: where the variables are.</param>
    public static Translation Translate(TranslationContext context, int functionIndex, MethodBuilder method, LargeMethod? large)
    {
        var translator = new FunctionTranslator(context, functionIndex, method, large);
        translator.TranslateBody();
        return new Translation(translator._cil.Size, translator._offsets.ToArray(), !translator._hasRegions && !translator._hasTailCalls);
    }

    private void TranslateBody()
    {
        // In this order, as in a large method the first variables get the best places.
        LoadMemories();
        LoadTables();
        DeclareLocals();
        WriteStackCheck();
        OpenFunction();
        var reader = new InstructionReader(_module.Syntax.Binary.Span, _bodyStart, _bodyEnd, _lists, _module.Features);
        var instruction = default(Instruction);
        while (!reader.IsAtEnd)
        {
            reader.Read(ref instruction);
            _position = reader.Position;
            if (_unreachable)
            {
                Skip(instruction);
                continue;
            }

            _offsets.Add(_cil.Offset, instruction.Offset);
            if (!MayFuseComparison(instruction.Opcode))
            {
                Settle();
            }

            Translate(instruction);
        }

        WriteDeferredTailCalls();
        WriteTraps();
        WriteEndOfRegions();
    }

    /// <summary>Whether an instruction looks at a waiting comparison on top of the operand stack itself.</summary>
    private static bool MayFuseComparison(Opcode opcode) =>
        opcode is Opcode.BrIf or Opcode.If or Opcode.I32Eqz or Opcode.Select or Opcode.SelectTyped;

    private void TranslateOfProposal(in Instruction instruction)
    {
        if (!TryTranslateVector(instruction)
            && !TryTranslateTableOrBulk(instruction)
            && !TryTranslateReference(instruction)
            && !TryTranslateStructure(instruction)
            && !TryTranslateArray(instruction)
            && !TryTranslateAtomic(instruction)
            && !TryTranslateWide(instruction.Opcode)
            && !TryTranslateException(instruction))
        {
            throw new NotSupportedException($"the compiler does not know {InstructionTable.Mnemonic(instruction.Opcode)}");
        }
    }

    private void Translate(in Instruction instruction)
    {
        switch (instruction.Shape)
        {
            case ImmediateShape.MemArg:
                TranslateMemoryAccess(instruction);
                return;
            case ImmediateShape.None when TryTranslatePlain(instruction.Opcode):
                return;
            default:
                TranslateSpecial(instruction);
                return;
        }
    }

    private void TranslateSpecial(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Nop:
                break;
            case Opcode.Unreachable:
                TranslateUnreachable();
                break;
            case Opcode.Block:
                OpenBlock(instruction);
                break;
            case Opcode.Loop:
                OpenLoop(instruction);
                break;
            case Opcode.If:
                OpenIf(instruction);
                break;
            case Opcode.Else:
                TranslateElse();
                break;
            case Opcode.End:
                TranslateEnd();
                break;
            case Opcode.Br:
                TranslateBr(instruction.Index);
                break;
            case Opcode.BrIf:
                TranslateBrIf(instruction.Index);
                break;
            case Opcode.BrTable:
                TranslateBrTable();
                break;
            case Opcode.Return:
                TranslateReturn();
                break;
            case Opcode.Drop:
                DiscardTo(_height - 1);
                break;
            case Opcode.Select or Opcode.SelectTyped:
                TranslateSelect();
                break;
            case Opcode.Call:
                TranslateCall((int)instruction.Index);
                break;
            case Opcode.CallIndirect:
                TranslateCallIndirect((int)instruction.Index, (int)instruction.SecondIndex);
                break;
            case Opcode.LocalGet:
                TranslateLocalGet((int)instruction.Index);
                break;
            case Opcode.LocalSet:
                TranslateLocalSet((int)instruction.Index);
                break;
            case Opcode.LocalTee:
                TranslateLocalTee((int)instruction.Index);
                break;
            case Opcode.GlobalGet:
                TranslateGlobalGet((int)instruction.Index);
                break;
            case Opcode.GlobalSet:
                TranslateGlobalSet((int)instruction.Index);
                break;
            case Opcode.I32Const:
                PushConstant(ValKind.I32, instruction.Value);
                break;
            case Opcode.I64Const:
                PushConstant(ValKind.I64, instruction.Value);
                break;
            case Opcode.F32Const:
                PushConstant(ValKind.F32, instruction.Value);
                break;
            case Opcode.F64Const:
                PushConstant(ValKind.F64, instruction.Value);
                break;
            case Opcode.MemorySize:
                TranslateMemorySize((int)instruction.Index);
                break;
            case Opcode.MemoryGrow:
                TranslateMemoryGrow((int)instruction.Index);
                break;
            case Opcode.CallRef:
                TranslateCallRef((int)instruction.Index);
                break;
            case Opcode.ReturnCall:
                TranslateReturnCall((int)instruction.Index);
                break;
            case Opcode.ReturnCallIndirect:
                TranslateReturnCallIndirect((int)instruction.Index, (int)instruction.SecondIndex);
                break;
            case Opcode.ReturnCallRef:
                TranslateReturnCallRef((int)instruction.Index);
                break;
            default:
                TranslateOfProposal(instruction);
                break;
        }
    }
}

using System.Reflection;
using System.Reflection.Emit;
using Peregrine.Compiler.Emission;

namespace Peregrine.Compiler.Translation;

// Instructions that are methods of Peregrine.Semantics: copied where they are short, else called.
internal sealed partial class FunctionTranslator
{
    /// <summary>By type and number among those of the same type.</summary>
    private readonly Dictionary<(Type Type, int Number), Variable> _copyLocals = [];

    /// <summary>Applies a method to the topmost operands and pushes its result, if it has one.</summary>
    private void WriteSemantics(SemanticsMethod method, int count)
    {
        if (method.Body is null)
        {
            Take(count);
            _cil.Call(method.Method);
        }
        else
        {
            WriteCopy(method, count);
        }

        if (method.Method.ReturnType != typeof(void))
        {
            PushStack(KindOf(method.Method.ReturnType));
        }
    }

    private void WriteCopy(SemanticsMethod method, int count)
    {
        // The first operand may stay on the evaluation stack when the body begins by reading it, once.
        var body = method.Body!;
        bool keepsFirst = count > 0 && body[0] is { Kind: CilKind.LoadArgument, Index: 0 } && method.Reads(0) == 1;
        var arguments = new Operand[count];
        for (int i = count - 1; i >= 0; i--)
        {
            if (i == 0 && keepsFirst)
            {
                Take(1);
                arguments[0].Kind = OperandKind.Stack;
            }
            else
            {
                arguments[i] = TakeForLater();
            }
        }

        CopyBody(body, CopyLocals(method), arguments);
        foreach (var argument in arguments)
        {
            Release(argument);
        }
    }

    private void CopyBody(CilInstruction[] body, Variable[] locals, Operand[] arguments)
    {
        var labels = new Dictionary<int, Label>();
        foreach (var instruction in body)
        {
            if (instruction.Kind == CilKind.Branch)
            {
                labels.TryAdd(instruction.Index, _cil.DefineLabel());
            }
        }

        var end = _cil.DefineLabel();
        for (int i = 0; i < body.Length; i++)
        {
            if (labels.TryGetValue(i, out var label))
            {
                _cil.MarkLabel(label);
            }

            var instruction = body[i];
            switch (instruction.Kind)
            {
                case CilKind.LoadArgument:
                    if (arguments[instruction.Index].Kind != OperandKind.Stack)
                    {
                        WriteCopy(arguments[instruction.Index]);
                    }

                    break;
                case CilKind.LoadLocal:
                    _cil.LoadLocal(locals[instruction.Index]);
                    break;
                case CilKind.StoreLocal:
                    _cil.StoreLocal(locals[instruction.Index]);
                    break;
                case CilKind.LoadLocalAddress:
                    _cil.LoadLocalAddress(locals[instruction.Index]);
                    break;
                case CilKind.Branch:
                    _cil.Op(instruction.Code, labels[instruction.Index]);
                    break;
                case CilKind.Return when i < body.Length - 1:
                    _cil.Branch(end);
                    break;
                case CilKind.Return:
                    break;
                default:
                    CopyPlain(instruction);
                    break;
            }
        }

        _cil.MarkLabel(end);
    }

    private void CopyPlain(in CilInstruction instruction)
    {
        var il = _cil.Generator;
        switch (instruction.Operand)
        {
            case null:
                il.Emit(instruction.Code);
                break;
            case MethodInfo method:
                il.Emit(instruction.Code, method);
                break;
            case FieldInfo field:
                il.Emit(instruction.Code, field);
                break;
            case Type type:
                il.Emit(instruction.Code, type);
                break;
            case sbyte number:
                il.Emit(instruction.Code, number);
                break;
            case int number:
                il.Emit(instruction.Code, number);
                break;
            case long number:
                il.Emit(instruction.Code, number);
                break;
            case float number:
                il.Emit(instruction.Code, number);
                break;
            case double number:
                il.Emit(instruction.Code, number);
                break;
            default:
                throw new NotSupportedException($"operand {instruction.Operand}");
        }
    }

    /// <summary>The locals for a copied method; all copies in the function share them.</summary>
    private Variable[] CopyLocals(SemanticsMethod method)
    {
        var locals = new Variable[method.Locals.Length];
        for (int i = 0; i < locals.Length; i++)
        {
            var key = (method.Locals[i], method.Locals.AsSpan(0, i).Count(method.Locals[i]));
            if (!_copyLocals.TryGetValue(key, out locals[i]!))
            {
                locals[i] = _cil.DeclareLocal(method.Locals[i], isAddressed: true);
                _copyLocals.Add(key, locals[i]);
            }
        }

        return locals;
    }

    private static ValKind KindOf(Type type)
    {
        if (type == typeof(int) || type == typeof(uint))
        {
            return ValKind.I32;
        }

        if (type == typeof(long) || type == typeof(ulong))
        {
            return ValKind.I64;
        }

        return type == typeof(float) ? ValKind.F32 : type == typeof(double) ? ValKind.F64 : type.IsValueType ? ValKind.V128 : ValKind.Ref;
    }
}

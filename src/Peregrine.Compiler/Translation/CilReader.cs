using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Peregrine.Compiler.Translation;

/// <summary>Reads the CIL of small methods: straight code, branches, calls; no exception handling, no switch, nothing that stores arguments.</summary>
internal static class CilReader
{
    private static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Reads a method; false when it contains something that cannot be copied.</summary>
    public static bool TryRead(MethodInfo method, out CilInstruction[] instructions, out Type[] locals)
    {
        instructions = [];
        locals = [];
        if (method.GetMethodBody() is not { } body || body.ExceptionHandlingClauses.Count > 0)
        {
            return false;
        }

        locals = [.. body.LocalVariables.Select(local => local.LocalType)];
        var bytes = body.GetILAsByteArray()!;
        var list = new List<CilInstruction>();
        var indexAt = new Dictionary<int, int>();
        for (int position = 0; position < bytes.Length;)
        {
            indexAt.Add(position, list.Count);
            if (!TryReadOne(method.Module, bytes, ref position, out var instruction))
            {
                return false;
            }

            list.Add(instruction);
        }

        instructions = Prune(list.ConvertAll(i => i.Kind == CilKind.Branch ? i with { Index = indexAt[i.Index] } : i));
        return true;
    }

    private static bool TryReadOne(System.Reflection.Module module, byte[] bytes, ref int position, out CilInstruction instruction)
    {
        short value = bytes[position++];
        if (value == 0xFE)
        {
            value = (short)(0xFE00 | bytes[position++]);
        }

        var code = _codes[value];
        int at = position;
        position += OperandBytes(code.OperandType);
        instruction = code.OperandType switch
        {
            OperandType.InlineNone => ReadImplicit(code),
            OperandType.ShortInlineI => new(CilKind.Plain, code, 0, (sbyte)bytes[at]),
            OperandType.InlineI => new(CilKind.Plain, code, 0, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at))),
            OperandType.InlineI8 => new(CilKind.Plain, code, 0, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at))),
            OperandType.ShortInlineR => new(CilKind.Plain, code, 0, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at))),
            OperandType.InlineR => new(CilKind.Plain, code, 0, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at))),
            OperandType.InlineMethod => new(CilKind.Plain, code, 0, module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)))),
            OperandType.InlineType => new(CilKind.Plain, code, 0, module.ResolveType(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)))),
            OperandType.InlineField => new(CilKind.Plain, code, 0, module.ResolveField(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)))),
            OperandType.ShortInlineBrTarget => new(CilKind.Branch, LongForm(code), position + (sbyte)bytes[at], null),
            OperandType.InlineBrTarget => new(CilKind.Branch, code, position + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)), null),
            OperandType.ShortInlineVar => ReadVariable(code, bytes[at]),
            OperandType.InlineVar => ReadVariable(code, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at))),
            _ => default,
        };
        return instruction.Code.Size != 0 && instruction.Operand is not ConstructorInfo;
    }

    private static int OperandBytes(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static CilInstruction ReadImplicit(OpCode code)
    {
        if (code.Value >= OpCodes.Ldarg_0.Value && code.Value <= OpCodes.Ldarg_3.Value)
        {
            return new(CilKind.LoadArgument, OpCodes.Ldarg, code.Value - OpCodes.Ldarg_0.Value, null);
        }

        if (code.Value >= OpCodes.Ldloc_0.Value && code.Value <= OpCodes.Ldloc_3.Value)
        {
            return new(CilKind.LoadLocal, OpCodes.Ldloc, code.Value - OpCodes.Ldloc_0.Value, null);
        }

        if (code.Value >= OpCodes.Stloc_0.Value && code.Value <= OpCodes.Stloc_3.Value)
        {
            return new(CilKind.StoreLocal, OpCodes.Stloc, code.Value - OpCodes.Stloc_0.Value, null);
        }

        return new(code == OpCodes.Ret ? CilKind.Return : CilKind.Plain, code, 0, null);
    }

    private static CilInstruction ReadVariable(OpCode code, int index)
    {
        if (code == OpCodes.Ldarg_S || code == OpCodes.Ldarg)
        {
            return new(CilKind.LoadArgument, OpCodes.Ldarg, index, null);
        }

        if (code == OpCodes.Ldloc_S || code == OpCodes.Ldloc)
        {
            return new(CilKind.LoadLocal, OpCodes.Ldloc, index, null);
        }

        if (code == OpCodes.Stloc_S || code == OpCodes.Stloc)
        {
            return new(CilKind.StoreLocal, OpCodes.Stloc, index, null);
        }

        return code == OpCodes.Ldloca_S || code == OpCodes.Ldloca ? new(CilKind.LoadLocalAddress, OpCodes.Ldloca, index, null) : default;
    }

    // The long forms have the names of the short ones without the suffix.
    private static OpCode LongForm(OpCode code) => code.Name is { } name && name.EndsWith(".s", StringComparison.Ordinal)
        ? _codes.Values.First(other => other.Name == name[..^2])
        : code;

    /// <summary>Decides branches on hardware tests and drops what cannot be reached.</summary>
    private static CilInstruction[] Prune(List<CilInstruction> list)
    {
        for (int i = 0; i + 1 < list.Count; i++)
        {
            if (list[i].Operand is MethodInfo { Name: "get_IsSupported" or "get_IsHardwareAccelerated" } test && list[i + 1].Kind == CilKind.Branch)
            {
                bool isTaken = (bool)test.Invoke(null, null)! == (list[i + 1].Code == OpCodes.Brtrue);
                list[i] = new(CilKind.Plain, OpCodes.Nop, 0, null);
                list[i + 1] = isTaken ? list[i + 1] with { Code = OpCodes.Br } : new(CilKind.Plain, OpCodes.Nop, 0, null);
            }
        }

        var reachable = FindReachable(list);
        var numbers = new int[list.Count];
        int count = 0;
        for (int i = 0; i < list.Count; i++)
        {
            numbers[i] = count;
            count += reachable[i] && list[i].Code != OpCodes.Nop ? 1 : 0;
        }

        var pruned = new CilInstruction[count];
        for (int i = 0; i < list.Count; i++)
        {
            if (reachable[i] && list[i].Code != OpCodes.Nop)
            {
                pruned[numbers[i]] = list[i].Kind == CilKind.Branch ? list[i] with { Index = numbers[list[i].Index] } : list[i];
            }
        }

        return DropJumpsToNext(pruned);
    }

    private static bool[] FindReachable(List<CilInstruction> list)
    {
        var reachable = new bool[list.Count];
        var pending = new Stack<int>([0]);
        while (pending.TryPop(out int i))
        {
            while (i < list.Count && !reachable[i])
            {
                reachable[i] = true;
                if (list[i].Kind == CilKind.Branch)
                {
                    pending.Push(list[i].Index);
                }

                if (list[i].Kind == CilKind.Return || list[i].Code == OpCodes.Br || list[i].Code == OpCodes.Throw)
                {
                    break;
                }

                i++;
            }
        }

        return reachable;
    }

    // After pruning, the jump over an alternative often leads to the next instruction.
    private static CilInstruction[] DropJumpsToNext(CilInstruction[] list)
    {
        for (int i = 0; i < list.Length; i++)
        {
            if (list[i].Code == OpCodes.Br && list[i].Index == i + 1)
            {
                int removed = i;
                list = [.. list[..i], .. list[(i + 1)..]];
                for (int j = 0; j < list.Length; j++)
                {
                    if (list[j].Kind == CilKind.Branch && list[j].Index > removed)
                    {
                        list[j] = list[j] with { Index = list[j].Index - 1 };
                    }
                }

                i--;
            }
        }

        return list;
    }
}

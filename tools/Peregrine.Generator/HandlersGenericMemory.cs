using static Peregrine.Generator.HandlerParts;
using static Peregrine.Generator.HandlersVector;

namespace Peregrine.Generator;

/// <summary>Handlers of loads and stores other than the numeric ones on a 32-bit memory 0: vectors everywhere, numbers through a descriptor, atomics.</summary>
/// <remarks>
/// Layout of the instruction: +8 destination or stored value, +10 address; memory 0: +12 offset (32 bits), +16 further vector, +18 lane;
/// generic (other memories, 64-bit addresses, custom page sizes): +12 context offset of the pointer to the descriptor, +16 offset (64 bits),
/// +24 further operand, +26 lane or another operand. Addresses are whole slots, as i32 is zero-extended.
/// </remarks>
internal static class HandlersGenericMemory
{
    private const string Guarded = "";
    private const string Checked = "Checked";
    private const string Generic = "Generic";

    public static IEnumerable<HandlerFamily> Families(List<InstructionRow> rows)
    {
        foreach (var row in rows.Where(r => r.Bytes != 0))
        {
            switch (row.Feature)
            {
                case "mvp":
                    yield return Number(row);
                    break;
                case "simd":
                    yield return Vectors(row, Guarded);
                    yield return Vectors(row, Checked);
                    yield return Vectors(row, Generic);
                    break;
                case "threads" when row.Name[0] == 'I':
                    yield return Atomic(row);
                    break;
            }
        }
    }

    private static HandlerFamily Number(InstructionRow row)
    {
        bool isLoad = row.Results!.Length != 0;
        string type = isLoad ? row.Results[0] : row.Parameters![1];
        string element = Element(type, row.Bytes, isSigned: row.Name.EndsWith('S'));
        string name = row.Name + Generic;
        return isLoad
            ? new(name, "Generic", true, [.. "SA".Select(d => new HandlerOperation(name + d, 24, Address(Generic, row.Bytes) + Write(type, d, $"*({element}*)at")))])
            : new(name, "Generic", false, [new(name, 24, Address(Generic, row.Bytes) + $"*({element}*)at = ({element}){Read(type, 'S', 8, 0)};")]);
    }

    private static HandlerFamily Vectors(InstructionRow row, string access)
    {
        bool isGeneric = access == Generic;
        int extra = isGeneric ? 24 : 16;
        int size = extra + (row.Immediates == "mem-arg lane" ? 8 : 0);
        return new(row.Name + access, "Vectors" + (isGeneric ? "Generic" : "Memory"), false, [new(row.Name + access, size, Address(access, row.Bytes) + VectorAccess(row, extra))]);
    }

    private static HandlerFamily Atomic(InstructionRow row)
    {
        string type = row.Mnemonic[..3];
        string method = $"{Table.Pascal(type)}.{row.Name[3..]}";
        string address = AtomicAddress(row.Bytes);
        if (row.Results!.Length == 0)
        {
            return new(row.Name, "Atomics", false, [new(row.Name, 24, address + $"{method}(at, {Read(type, 'S', 8, 0)});")]);
        }

        int operands = row.Parameters!.Length - 1;
        string arguments = string.Concat(Enumerable.Range(0, operands).Select(i => $", {Read(type, 'S', 24 + (2 * i), 0)}"));
        return new(row.Name, "Atomics", true, [.. "SA".Select(d => new HandlerOperation(row.Name + d, operands == 0 ? 24 : 32, address + Write(type, d, $"{method}(at{arguments})")))]);
    }

    private static string Address(string access, int bytes)
    {
        const string Near = "nuint address = (nuint)(uint)fp[*(ushort*)(pc + 10)] + (nuint)(*(uint*)(pc + 12));\n";
        return access switch
        {
            Guarded => Near + "byte* at = mem + address;\n",
            Checked => Near + TrapIf($"address + {bytes} > ctx->Memory0->Length", "TrapKind.OutOfBoundsMemoryAccess") + "\nbyte* at = mem + address;\n",
            _ => $"byte* at = (*(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 12)))->Find(fp[{Slot(10)}], *(ulong*)(pc + 16), {bytes});\n"
                + TrapIf("at == null", "TrapKind.OutOfBoundsMemoryAccess") + "\n",
        };
    }

    // The address in the memory decides: its base is aligned more than any access.
    private static string AtomicAddress(int bytes) =>
        (bytes == 1 ? "" : TrapIf($"((fp[{Slot(10)}] + *(ulong*)(pc + 16)) & {bytes - 1}) != 0", "TrapKind.UnalignedAtomic") + "\n") + Address(Generic, bytes);

    private static string Element(string type, int bytes, bool isSigned) => (type, bytes) switch
    {
        ("f32", _) => "float",
        ("f64", _) => "double",
        (_, 1) => isSigned ? "sbyte" : "byte",
        (_, 2) => isSigned ? "short" : "ushort",
        (_, 4) => isSigned ? "int" : "uint",
        _ => "long",
    };

    private static string VectorAccess(InstructionRow row, int extra)
    {
        string name = row.Name["V128".Length..];
        string element = row.Bytes switch { 1 => "byte", 2 => "ushort", 4 => "uint", _ => "ulong" };
        string target = $"fp + {Slot(8)}";
        if (name is "Load" or "Store")
        {
            return name == "Load" ? $"{Vector(8)} = *(v128*)at;" : $"*(v128*)at = {Vector(8)};";
        }

        if (name.EndsWith("Splat", StringComparison.Ordinal))
        {
            return $"{Vector(8)} = Vector128.Create(*({element}*)at).AsByte();";
        }

        if (name.EndsWith("Zero", StringComparison.Ordinal))
        {
            return $"{Vector(8)} = Vector128.CreateScalar(*({element}*)at).AsByte();";
        }

        if (name.EndsWith("Lane", StringComparison.Ordinal))
        {
            return row.Results!.Length == 0
                ? $"*({element}*)at = (({element}*)({target}))[{Slot(extra + 2)}];"
                : $"{element} value = *({element}*)at;\nv128* to = (v128*)({target});\n*to = {Vector(extra)};\n(({element}*)to)[{Slot(extra + 2)}] = value;";
        }

        // load8x8_s and the like: half a vector, then its lanes widened.
        int bits = int.Parse(name.AsSpan("Load".Length, name.IndexOf('x') - "Load".Length));
        return $"{Vector(8)} = I{2 * bits}x{64 / bits}.ExtendLowI{bits}x{128 / bits}{name[^1]}(Vector128.CreateScalarUnsafe(*(ulong*)at).AsByte());";
    }
}

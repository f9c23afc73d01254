using static Peregrine.Generator.HandlerParts;

namespace Peregrine.Generator;

/// <summary>Handlers of numeric loads and stores on a 32-bit memory 0, with guard pages and with checks.</summary>
internal static class HandlersMemory
{
    /// <summary>Forms of a load's address in the order of their numbers: slot, accumulator, constant, a slot plus a slot shifted left by 0 to 3,
    /// a slot plus the accumulator shifted left by 0 to 3.</summary>
    private static readonly string[] s_addresses = ["S", "A", "K", "X0", "X1", "X2", "X3", "Y0", "Y1", "Y2", "Y3"];

    public static IEnumerable<HandlerFamily> Families(List<InstructionRow> rows)
    {
        foreach (var row in rows.Where(r => r.Feature == "mvp" && r.Bytes != 0))
        {
            yield return row.Results!.Length == 1 ? Load(row, false) : Store(row, false);
            yield return row.Results!.Length == 1 ? Load(row, true) : Store(row, true);
        }
    }

    private static HandlerFamily Load(InstructionRow row, bool isChecked)
    {
        string type = row.Results![0];
        string suffix = isChecked ? "Checked" : "";
        var members = new List<HandlerOperation?>();
        foreach (string address in s_addresses)
        {
            foreach (char d in "SA")
            {
                string value = $"*({Element(row)}*)(mem + address)";
                members.Add(new($"{row.Name}{address}{d}{suffix}", address[0] == 'X' ? 24 : 16, Address(address, row.Bytes, isChecked) + Write(type, d, value)));
            }
        }

        return new(row.Name + suffix, "Loads" + suffix, true, members);
    }

    private static HandlerFamily Store(InstructionRow row, bool isChecked)
    {
        string type = row.Parameters![1];
        string suffix = isChecked ? "Checked" : "";
        var members = new List<HandlerOperation?>();
        foreach (string address in s_addresses.Take(3))
        {
            foreach (char value in "SAK")
            {
                if (value == 'A' && address == "A" && IsInteger(type))
                {
                    // One accumulator cannot be both.
                    members.Add(null);
                    continue;
                }

                string element = Element(row);
                members.Add(new($"{row.Name}{address}{value}{suffix}", value == 'K' ? 24 : 16, Address(address, row.Bytes, isChecked) + $"*({element}*)(mem + address) = ({element})({Read(type, value, 8, 16)});"));
            }
        }

        return new(row.Name + suffix, "Stores" + suffix, false, members);
    }

    private static string Address(string form, int bytes, bool isChecked)
    {
        const string Offset = "(nuint)(*(uint*)(pc + 12))";
        string text = form switch
        {
            "S" => $"nuint address = (nuint)(uint)fp[{Slot(10)}] + {Offset};\n",
            "A" => $"nuint address = (nuint)(uint)r0 + {Offset};\n",
            "K" => $"nuint address = {Offset};\n",
            _ when form[0] == 'X' => $"nuint address = (nuint)((uint)fp[{Slot(10)}] + ((uint)fp[{Slot(16)}] << {form[1]})) + {Offset};\n",
            _ => $"nuint address = (nuint)((uint)fp[{Slot(10)}] + ((uint)r0 << {form[1]})) + {Offset};\n",
        };
        return isChecked ? text + TrapIf($"address + {bytes} > ctx->Memory0->Length", "TrapKind.OutOfBoundsMemoryAccess") + "\n" : text;
    }

    private static string Element(InstructionRow row)
    {
        string type = row.Mnemonic[..3];
        if (!IsInteger(type))
        {
            return type == "f32" ? "float" : "double";
        }

        bool isUnsigned = row.Name.EndsWith('U');
        bool isStore = row.Results!.Length == 0;
        return row.Bytes switch
        {
            1 => isUnsigned || isStore ? "byte" : "sbyte",
            2 => isUnsigned || isStore ? "ushort" : "short",
            4 => isUnsigned ? "uint" : "int",
            _ => "long",
        };
    }
}

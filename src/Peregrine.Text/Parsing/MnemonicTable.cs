using System.Runtime.CompilerServices;
using Peregrine.Instructions;

namespace Peregrine.Text.Parsing;

/// <summary>Finds instructions by their mnemonic.</summary>
internal static class MnemonicTable
{
    private const int Size = 2048;

    // Opcodes plus one by hash, with linear probing; 0 where nothing is.
    private static readonly ushort[] s_slots = Build();

    /// <summary>Where mnemonics stand for several instructions (select, ref.test, ref.cast), gives the first.</summary>
    public static bool TryFind(ReadOnlySpan<byte> mnemonic, out Opcode opcode)
    {
        for (uint slot = Hash(mnemonic); ; slot = (slot + 1) % Size)
        {
            int entry = s_slots[slot];
            opcode = (Opcode)(entry - 1);
            if (entry == 0)
            {
                return false;
            }

            if (InstructionTable.MnemonicUtf8(opcode).SequenceEqual(mnemonic))
            {
                return true;
            }
        }
    }

    private static ushort[] Build()
    {
        var slots = new ushort[Size];
        for (int i = 0; i < InstructionTable.Count; i++)
        {
            var mnemonic = InstructionTable.MnemonicUtf8((Opcode)i);
            uint slot = Hash(mnemonic);
            while (slots[slot] != 0 && !InstructionTable.MnemonicUtf8((Opcode)(slots[slot] - 1)).SequenceEqual(mnemonic))
            {
                slot = (slot + 1) % Size;
            }

            slots[slot] = slots[slot] == 0 ? (ushort)(i + 1) : slots[slot];
        }

        return slots;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        uint hash = 2166136261;
        foreach (byte b in text)
        {
            hash = (hash ^ b) * 16777619;
        }

        return (hash ^ (hash >> 15)) % Size;
    }
}

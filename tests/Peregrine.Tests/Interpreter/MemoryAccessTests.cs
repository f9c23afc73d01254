using System.Runtime.Intrinsics;
using Xunit;

namespace Peregrine.Tests.Interpreter;

public class MemoryAccessTests
{
    private static readonly (string Load, string Store, string Type, int Bytes)[] s_numbers =
    [
        ("i32.load", "i32.store", "i32", 4), ("i64.load", "i64.store", "i64", 8), ("f32.load", "f32.store", "f32", 4), ("f64.load", "f64.store", "f64", 8),
        ("i32.load8_s", "i32.store8", "i32", 1), ("i32.load8_u", "i32.store8", "i32", 1), ("i32.load16_s", "i32.store16", "i32", 2), ("i32.load16_u", "i32.store16", "i32", 2),
        ("i64.load8_s", "i64.store8", "i64", 1), ("i64.load8_u", "i64.store8", "i64", 1), ("i64.load16_s", "i64.store16", "i64", 2), ("i64.load16_u", "i64.store16", "i64", 2),
        ("i64.load32_s", "i64.store32", "i64", 4), ("i64.load32_u", "i64.store32", "i64", 4), ("v128.load", "v128.store", "v128", 16),
    ];

    private static readonly (string Name, int Bytes)[] s_vectorLoads =
    [
        ("v128.load8x8_s", 8), ("v128.load8x8_u", 8), ("v128.load16x4_s", 8), ("v128.load16x4_u", 8), ("v128.load32x2_s", 8), ("v128.load32x2_u", 8),
        ("v128.load8_splat", 1), ("v128.load16_splat", 2), ("v128.load32_splat", 4), ("v128.load64_splat", 8), ("v128.load32_zero", 4), ("v128.load64_zero", 8),
    ];

    public static TheoryData<string, string, MemoryMode> Memories => new()
    {
        { "(memory 1)", "i32", MemoryMode.GuardPages },
        { "(memory 1)", "i32", MemoryMode.Checked },
        { "(memory $zero 0) (memory 1)", "i32", MemoryMode.Auto },
        { "(memory i64 1)", "i64", MemoryMode.Auto },
        { "(memory $zero 0) (memory i64 1)", "i64", MemoryMode.Auto },
        { "(memory 65536 (pagesize 1))", "i32", MemoryMode.Auto },
        { "(memory 1 1 shared)", "i32", MemoryMode.Auto },
    };

    [Theory]
    [MemberData(nameof(Memories))]
    public void Every_width_is_stored_and_loaded_up_to_the_last_byte_and_traps_behind_it(string memory, string address, MemoryMode mode)
    {
        string index = memory.Contains("$zero") ? "1 " : "";
        foreach (var (load, store, type, bytes) in s_numbers)
        {
            using var guest = new Guest($$"""
                (module {{memory}}
                  (func (export "store") (param {{address}} {{type}}) ({{store}} {{index}}(local.get 0) (local.get 1)))
                  (func (export "load") (param {{address}}) (result {{type}}) ({{load}} {{index}}(local.get 0)))
                  (func (export "load-offset") (param {{address}}) (result {{type}}) ({{load}} {{index}}offset=16 (local.get 0))))
                """, mode);
            int last = 65536 - bytes;
            var value = Number(type, load.EndsWith("_s") ? ulong.MaxValue : 0x01);
            guest.Call("store", Address(address, last), value);
            Assert.Equal(value, guest.Call("load", Address(address, last))[0]);
            Assert.Equal(value, guest.Call("load-offset", Address(address, last - 16))[0]);
            foreach (long beyond in new[] { last + 1L, -1L, -16L })
            {
                Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("load", Address(address, beyond)));
                Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("store", Address(address, beyond), value));
                Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("load-offset", Address(address, beyond - (beyond > 0 ? 16 : 0))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void Vector_loads_find_their_bytes_and_trap_behind_the_memory(string memory, string address, MemoryMode mode)
    {
        string index = memory.Contains("$zero") ? "1 " : "";
        foreach (var (name, bytes) in s_vectorLoads)
        {
            using var guest = new Guest($"""
                (module {memory} (func (export "load") (param {address}) (result v128) ({name} {index}(local.get 0))) (export "m" (memory {(index == "" ? 0 : 1)})))
                """, mode);
            ulong at = (ulong)(65536 - bytes);
            var span = guest.Instance.GetMemory("m")!.GetSpan(at, bytes);
            for (int i = 0; i < bytes; i++)
            {
                span[i] = (byte)(0x81 + i);
            }

            Assert.Equal(Expected(name, span), guest.Call("load", Address(address, (long)at))[0].AsVector128());
            Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("load", Address(address, (long)at + 1)));
        }
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void Lanes_are_loaded_and_stored_one_by_one(string memory, string address, MemoryMode mode)
    {
        string index = memory.Contains("$zero") ? "1 " : "";
        foreach (int bits in new[] { 8, 16, 32, 64 })
        {
            for (int lane = 0; lane < 128 / bits; lane++)
            {
                using var guest = new Guest($$"""
                    (module {{memory}}
                      (func (export "load") (param {{address}} v128) (result v128) (v128.load{{bits}}_lane {{index}}offset=1 {{lane}} (local.get 0) (local.get 1)))
                      (func (export "store") (param {{address}} v128) (v128.store{{bits}}_lane {{index}}offset=1 {{lane}} (local.get 0) (local.get 1)))
                      (export "m" (memory {{(index == "" ? 0 : 1)}})))
                    """, mode);
                var vector = Vector128.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, (byte)15);
                var bytes = guest.Instance.GetMemory("m")!.GetSpan(0, 65536);
                int width = bits / 8;
                guest.Call("store", Address(address, 99), vector);
                for (int i = 0; i < width; i++)
                {
                    Assert.Equal((lane * width) + i, bytes[100 + i]);
                }

                Assert.Equal(0, bytes[100 + width]);
                bytes.Slice(100, width).Fill(0xEE);
                var loaded = guest.Call("load", Address(address, 99), vector)[0].AsVector128();
                for (int i = 0; i < 16; i++)
                {
                    Assert.Equal(i / width == lane ? 0xEE : i, loaded[i]);
                }

                Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("load", Address(address, 65536 - width), vector));
                Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("store", Address(address, 65536 - width), vector));
            }
        }
    }

    [Fact]
    public void The_sum_of_a_64_bit_address_and_its_offset_does_not_wrap_around()
    {
        using var guest = new Guest("""
            (module (memory i64 1)
              (func (export "load") (param i64) (result i32) (i32.load offset=0xffffffffffffff00 (local.get 0)))
              (func (export "vector") (param i64) (result v128) (v128.load offset=0xffffffffffffff00 (local.get 0))))
            """);
        foreach (long address in new[] { 0L, 0x100L, 0x200L, -1L })
        {
            Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("load", address));
            Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("vector", address));
        }
    }

    [Fact]
    public void Bulk_instructions_work_between_memories_of_different_address_types()
    {
        using var guest = new Guest("""
            (module (memory $a (export "a") 1) (memory $b (export "b") i64 1) (data $d "hello")
              (func (export "init") (param i64 i32 i32) (memory.init $b $d (local.get 0) (local.get 1) (local.get 2)))
              (func (export "copy") (param i32 i64 i32) (memory.copy $a $b (local.get 0) (local.get 1) (local.get 2)))
              (func (export "fill") (param i64 i32 i64) (memory.fill $b (local.get 0) (local.get 1) (local.get 2)))
              (func (export "drop") (data.drop $d)))
            """);
        guest.Call("init", 100L, 1, 4);
        guest.Call("fill", 103L, 0x21, 1L);
        guest.Call("copy", 65532, 100L, 4);
        Assert.Equal("ell!", guest.Instance.GetMemory("a")!.ReadString(65532, 4));
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("copy", 65533, 100L, 4));
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("fill", -1L, 0, 2L));
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("init", 0L, 3, 3));
        guest.Call("drop");
        guest.Call("init", 0L, 0, 0);
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("init", 0L, 0, 1));
    }

    private static Value Address(string type, long address) => type == "i64" ? (Value)address : (Value)(int)address;

    private static Value Number(string type, ulong bits) => type switch
    {
        "i32" => (int)bits,
        "i64" => (long)bits,
        "f32" => 1.5f,
        "f64" => -2.25,
        _ => Vector128.Create(bits, ~bits).AsByte(),
    };

    private static Vector128<byte> Expected(string name, ReadOnlySpan<byte> bytes)
    {
        var low = Vector128.CreateScalar(bytes.Length switch { 1 => bytes[0], 2 => BitConverter.ToUInt16(bytes), 4 => BitConverter.ToUInt32(bytes), _ => BitConverter.ToUInt64(bytes) });
        return name switch
        {
            "v128.load8x8_s" => Vector128.WidenLower(low.AsSByte()).AsByte(),
            "v128.load8x8_u" => Vector128.WidenLower(low.AsByte()).AsByte(),
            "v128.load16x4_s" => Vector128.WidenLower(low.AsInt16()).AsByte(),
            "v128.load16x4_u" => Vector128.WidenLower(low.AsUInt16()).AsByte(),
            "v128.load32x2_s" => Vector128.WidenLower(low.AsInt32()).AsByte(),
            "v128.load32x2_u" => Vector128.WidenLower(low.AsUInt32()).AsByte(),
            "v128.load8_splat" => Vector128.Create((byte)low[0]),
            "v128.load16_splat" => Vector128.Create((ushort)low[0]).AsByte(),
            "v128.load32_splat" => Vector128.Create((uint)low[0]).AsByte(),
            "v128.load64_splat" => Vector128.Create(low[0]).AsByte(),
            _ => low.AsByte(),
        };
    }
}

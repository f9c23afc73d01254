using System.Runtime.Intrinsics;
using Peregrine.Text;
using Xunit;

namespace Peregrine.Tests.Interpreter;

public class DeterminismTests
{
    [Fact]
    public void Every_NaN_of_arithmetic_is_the_canonical_one()
    {
        using var engine = new Engine(new EngineOptions { Features = WasmFeatures.All, Execution = "interpreter", IsDeterministic = true });
        using var store = new Store(engine);
        var instance = new Linker(engine).Instantiate(store, WatModule.Load(engine, """
            (module
              (func (export "f32") (param f32 f32) (result f32) (local f32)
                (local.set 2 (f32.mul (f32.add (local.get 0) (local.get 1)) (local.get 1))) (local.get 2))
              (func (export "f64") (param f64 f64) (result f64) (f64.sqrt (f64.sub (local.get 0) (local.get 1))))
              (func (export "f32x4") (param v128 v128) (result v128) (f32x4.div (local.get 0) (local.get 1)))
              (func (export "copy") (param f64) (result f64) (f64.neg (local.get 0)))
              (func (export "relaxed") (param v128 v128 v128) (result v128) (i8x16.relaxed_laneselect (local.get 0) (local.get 1) (local.get 2))))
            """));
        Value[] Call(string name, params ReadOnlySpan<Value> arguments) => instance.GetFunction(name)!.Invoke(arguments);
        float single = BitConverter.UInt32BitsToSingle(0xFF812345);
        double payload = BitConverter.UInt64BitsToDouble(0xFFF0_0000_0000_1234);
        Assert.Equal(0x7FC0_0000u, BitConverter.SingleToUInt32Bits(Call("f32", single, 1f)[0].AsSingle()));
        Assert.Equal(3f, Call("f32", 2f, 1f)[0].AsSingle());
        Assert.Equal(0x7FF8_0000_0000_0000u, BitConverter.DoubleToUInt64Bits(Call("f64", payload, 1.0)[0].AsDouble()));
        Assert.Equal(0x7FF0_0000_0000_1234u, BitConverter.DoubleToUInt64Bits(Call("copy", payload)[0].AsDouble()));
        var quotient = Call("f32x4", Vector128.Create(0f, 1f, 6f, single).AsByte(), Vector128.Create(0f, 0f, 2f, 1f).AsByte())[0].AsVector128().AsUInt32();
        Assert.Equal(Vector128.Create(0x7FC0_0000u, 0x7F80_0000u, 0x4040_0000u, 0x7FC0_0000u), quotient);

        // Bit by bit, where hardware would look at the highest bit of each lane.
        Assert.Equal(Vector128.Create((byte)0x3C), Call("relaxed", Vector128.Create((byte)0xFF), Vector128.Create((byte)0), Vector128.Create((byte)0x3C))[0].AsVector128());
    }
}

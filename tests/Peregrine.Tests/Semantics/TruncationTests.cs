using System.Numerics;
using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class TruncationTests
{
    [Fact]
    public void Truncation_to_i32_traps_or_saturates_outside_the_range()
    {
        Check("i32.trunc_f32_s", EdgeValues.F32, a => a, a => I32.TruncF32S(a), I32.CanTruncF32S, a => I32.TruncF32SUnchecked(a), a => I32.TruncSatF32S(a), int.MinValue, int.MaxValue);
        Check("i32.trunc_f32_u", EdgeValues.F32, a => a, a => (uint)I32.TruncF32U(a), I32.CanTruncF32U, a => (uint)I32.TruncF32UUnchecked(a), a => (uint)I32.TruncSatF32U(a), 0, uint.MaxValue);
        Check("i32.trunc_f64_s", EdgeValues.F64, a => a, a => I32.TruncF64S(a), I32.CanTruncF64S, a => I32.TruncF64SUnchecked(a), a => I32.TruncSatF64S(a), int.MinValue, int.MaxValue);
        Check("i32.trunc_f64_u", EdgeValues.F64, a => a, a => (uint)I32.TruncF64U(a), I32.CanTruncF64U, a => (uint)I32.TruncF64UUnchecked(a), a => (uint)I32.TruncSatF64U(a), 0, uint.MaxValue);
    }

    [Fact]
    public void Truncation_to_i64_traps_or_saturates_outside_the_range()
    {
        Check("i64.trunc_f32_s", EdgeValues.F32, a => a, a => I64.TruncF32S(a), I64.CanTruncF32S, a => I64.TruncF32SUnchecked(a), a => I64.TruncSatF32S(a), long.MinValue, long.MaxValue);
        Check("i64.trunc_f32_u", EdgeValues.F32, a => a, a => (ulong)I64.TruncF32U(a), I64.CanTruncF32U, a => (ulong)I64.TruncF32UUnchecked(a), a => (ulong)I64.TruncSatF32U(a), 0, ulong.MaxValue);
        Check("i64.trunc_f64_s", EdgeValues.F64, a => a, a => I64.TruncF64S(a), I64.CanTruncF64S, a => I64.TruncF64SUnchecked(a), a => I64.TruncSatF64S(a), long.MinValue, long.MaxValue);
        Check("i64.trunc_f64_u", EdgeValues.F64, a => a, a => (ulong)I64.TruncF64U(a), I64.CanTruncF64U, a => (ulong)I64.TruncF64UUnchecked(a), a => (ulong)I64.TruncSatF64U(a), 0, ulong.MaxValue);
    }

    private static void Check<T>(
        string name, T[] values, Func<T, double> exact, Func<T, BigInteger> truncate, Func<T, bool> can, Func<T, BigInteger> uncheckedTruncate,
        Func<T, BigInteger> saturate, BigInteger least, BigInteger greatest)
    {
        foreach (var a in values)
        {
            var expected = FloatModel.Truncate(exact(a), least, greatest);
            Model.Same(name + " (can)", expected is not null, can(a), a);
            Model.Same(name + " (saturating)", FloatModel.Saturate(exact(a), least, greatest), saturate(a), a);
            if (expected is { } integer)
            {
                Model.Same(name, integer, truncate(a), a);
                Model.Same(name + " (unchecked)", integer, uncheckedTruncate(a), a);
            }
            else
            {
                var trap = Assert.Throws<TrapException>(() => { truncate(a); });
                Assert.Equal(double.IsNaN(exact(a)) ? TrapKind.InvalidConversionToInteger : TrapKind.IntegerOverflow, trap.Kind);
            }
        }
    }
}

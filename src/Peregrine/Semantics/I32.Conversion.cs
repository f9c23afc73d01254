using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class I32
{
    [MethodImpl(AggressiveInlining)]
    public static int WrapI64(long a) => unchecked((int)a);

    [MethodImpl(AggressiveInlining)]
    public static int ReinterpretF32(float a) => BitConverter.SingleToInt32Bits(a);

    [MethodImpl(AggressiveInlining)]
    public static int Extend8S(int a) => (sbyte)a;

    [MethodImpl(AggressiveInlining)]
    public static int Extend16S(int a) => (short)a;
}

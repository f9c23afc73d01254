using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Peregrine.Runtime.Objects;

namespace Peregrine.Compiler.Support;

/// <summary>The array instructions that allocate or work on ranges. Numbers come as vectors, in the low bits.</summary>
internal static class ArraySupport
{
    public static object NewDefault(Instance instance, int type, int length) => ArrayOperations.New(instance.Store, TypeOf(instance, type), (uint)length);

    public static object NewNumbers(Instance instance, int type, Vector128<byte> value, int length) =>
        ArrayOperations.New(instance.Store, TypeOf(instance, type), (uint)length, value.AsUInt64().GetElement(0), value.AsUInt64().GetElement(1));

    public static object NewReferences(Instance instance, int type, object? value, int length) =>
        ArrayOperations.New(instance.Store, TypeOf(instance, type), (uint)length, value);

    public static object NewData(Instance instance, int type, int segment, int offset, int length) =>
        ArrayOperations.NewData(instance, TypeOf(instance, type), segment, (uint)offset, (uint)length);

    public static object NewElements(Instance instance, int type, int segment, int offset, int length) =>
        ArrayOperations.NewElements(instance, TypeOf(instance, type), segment, (uint)offset, (uint)length);

    public static void FillNumbers(object? array, int index, Vector128<byte> value, int count) =>
        ArrayOperations.Fill(NotNull(array), (uint)index, (uint)count, value.AsUInt64().GetElement(0), value.AsUInt64().GetElement(1));

    public static void FillReferences(object? array, int index, object? value, int count) => ArrayOperations.Fill(NotNull(array), (uint)index, (uint)count, value);

    public static void Copy(object? destination, int index, object? source, int sourceIndex, int count) =>
        ArrayOperations.Copy(NotNull(destination), (uint)index, NotNull(source), (uint)sourceIndex, (uint)count);

    public static void InitData(Instance instance, int segment, object? array, int index, int offset, int count) =>
        ArrayOperations.InitData(instance, NotNull(array), (uint)index, segment, (uint)offset, (uint)count);

    public static void InitElements(Instance instance, int segment, object? array, int index, int offset, int count) =>
        ArrayOperations.InitElements(instance, NotNull(array), (uint)index, segment, (uint)offset, (uint)count);

    public static Vector128<byte> VectorOfI32(int value) => Vector128.CreateScalar(value).AsByte();

    public static Vector128<byte> VectorOfI64(long value) => Vector128.CreateScalar(value).AsByte();

    public static Vector128<byte> VectorOfF32(float value) => Vector128.CreateScalar(value).AsByte();

    public static Vector128<byte> VectorOfF64(double value) => Vector128.CreateScalar(value).AsByte();

    private static DefinedType TypeOf(Instance instance, int type) => instance.Module.Validated.Types[type];

    private static ArrayObject NotNull(object? array)
    {
        if (array is null)
        {
            Trap.Throw(TrapKind.NullArrayReference);
        }

        return Unsafe.As<ArrayObject>(array);
    }
}

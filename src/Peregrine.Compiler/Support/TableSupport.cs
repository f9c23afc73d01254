namespace Peregrine.Compiler.Support;

/// <summary>Table instructions.</summary>
internal static class TableSupport
{
    public static object? Get(Instance instance, int table, ulong index) => instance.Tables[table].Get(index);

    public static void Set(Instance instance, int table, ulong index, object? value) => instance.Tables[table].SetUnchecked(index, value);

    public static long Grow(Instance instance, int table, object? value, ulong delta) => instance.Tables[table].GrowUnchecked(delta, value);

    public static void Fill(Instance instance, int table, ulong index, object? value, ulong count) => instance.Tables[table].Fill(index, value, count);

    public static void Copy(Instance instance, int destination, int source, ulong index, ulong sourceIndex, ulong count) =>
        instance.Tables[destination].Copy(index, instance.Tables[source], sourceIndex, count);

    public static void Init(Instance instance, int segment, int table, ulong index, ulong segmentIndex, ulong count) =>
        instance.Tables[table].Init(index, instance.Elements(segment), segmentIndex, count);

    public static void Drop(Instance instance, int segment) => instance.DropElements(segment);
}

using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

internal static unsafe partial class InterpreterHelpers
{
    /// <summary><c>table.get</c></summary>
    public static object? TableGet(InstanceContext* context, uint table, ulong index) => InstanceOf(context).Tables[table].Get(index);

    /// <summary><c>table.set</c></summary>
    public static void TableSet(InstanceContext* context, uint table, ulong index, object? value) =>
        InstanceOf(context).Tables[table].SetUnchecked(index, value);

    /// <summary><c>table.grow</c>; the slot of the result, -1 as the address type has it.</summary>
    public static ulong TableGrow(InstanceContext* context, uint table, ulong delta, object? value)
    {
        var target = InstanceOf(context).Tables[table];
        long old = target.GrowUnchecked(delta, value);
        return target.Type.Is64 ? (ulong)old : (uint)old;
    }

    /// <summary><c>table.fill</c></summary>
    public static void TableFill(InstanceContext* context, uint table, ulong index, object? value, ulong count) =>
        InstanceOf(context).Tables[table].Fill(index, value, count);

    /// <summary><c>table.copy</c></summary>
    public static void TableCopy(InstanceContext* context, uint table, uint source, ulong index, ulong sourceIndex, ulong count)
    {
        var tables = InstanceOf(context).Tables;
        tables[table].Copy(index, tables[source], sourceIndex, count);
    }

    /// <summary><c>table.init</c></summary>
    public static void TableInit(InstanceContext* context, uint table, uint segment, ulong index, ulong segmentIndex, ulong count)
    {
        var instance = InstanceOf(context);
        instance.Tables[table].Init(index, instance.Elements((int)segment), segmentIndex, count);
    }

    /// <summary><c>elem.drop</c></summary>
    public static void DropElements(InstanceContext* context, uint segment) => InstanceOf(context).DropElements((int)segment);
}

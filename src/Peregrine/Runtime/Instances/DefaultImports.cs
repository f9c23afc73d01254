using Peregrine.Runtime.Layout;

namespace Peregrine.Runtime;

/// <summary>Stands in for imports that nobody defines, with as little as their types allow.</summary>
internal static unsafe class DefaultImports
{
    /// <returns>An <see cref="Extern"/> or a <see cref="HostDefinition"/>.</returns>
    /// <exception cref="LinkException">The type has no default value.</exception>
    public static object Make(Store store, ImportType import) => import.Type switch
    {
        FunctionExternType function => Function(import, function),
        TableType table when table.Element.IsNullable => new Table(store, table),
        MemoryType memory => new Memory(store, memory),
        GlobalType global when global.Content.IsDefaultable => new Global(store, global, Value.Default(global.Content)),
        TagType tag => new Tag(store, tag),
        _ => throw ImportMatching.Unknown(import),
    };

    private static HostDefinition Function(ImportType import, FunctionExternType type)
    {
        var results = type.Function.Results.AsSpan();
        foreach (var result in results)
        {
            if (!result.IsDefaultable)
            {
                throw ImportMatching.Unknown(import);
            }
        }

        int slots = SlotLayout.Slots(results);
        int references = SlotLayout.References(results);
        return new HostDefinition(type.Type, (_, values, objects) =>
        {
            new Span<ulong>(values, slots).Clear();
            objects[..references].Clear();
        });
    }
}

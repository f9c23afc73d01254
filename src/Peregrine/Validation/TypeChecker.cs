using Peregrine.Binary;
using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <summary>Checks types as written: their indices exist, and their features are on.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/types.html"/></remarks>
internal static class TypeChecker
{
    /// <param name="module">Gives the features.</param>
    /// <param name="type">What to check.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="typeCount">Indices below this exist.</param>
    public static void Check(ValidatedModule module, ValTypeSyntax type, InvalidPlace place, int typeCount)
    {
        if (type.Kind < ValKind.F32)
        {
            return;
        }

        var needed = FeatureGate.Needed(type);
        if ((needed & ~module.RunnableFeatures) != 0)
        {
            module.Use(needed, place, type.ToString());
        }

        if (type.IsReference && type.HeapType.IsIndex && type.HeapType.TypeIndex >= (uint)typeCount)
        {
            throw Invalid.UnknownType(place, type.HeapType.TypeIndex);
        }
    }

    /// <summary>Resolves a type outside the type section.</summary>
    public static ValType Resolve(ValidatedModule module, ValTypeSyntax type, InvalidPlace place)
    {
        Check(module, type, place, module.Types.Length);
        return module.Resolve(type);
    }

    /// <summary>Resolves the index of a function type.</summary>
    public static DefinedType Function(ValidatedModule module, uint index, InvalidPlace place)
    {
        if (index >= (uint)module.Types.Length)
        {
            throw Invalid.UnknownType(place, index);
        }

        var type = module.Types[index];
        return type.Function is null ? throw Invalid.NotAFunctionType(place, index) : type;
    }

    public static TableType Table(ValidatedModule module, TableTypeSyntax table, InvalidPlace place)
    {
        if (table.IsShared)
        {
            module.Use(WasmFeatures.SharedEverythingThreads, place, "shared table");
        }

        if (table.Is64 && (module.Features & WasmFeatures.Memory64) == 0)
        {
            throw Invalid.MissingFeature(place, WasmFeatures.Memory64, "64-bit table");
        }

        // WebAssembly 1.0 has funcref as the element type of tables and nowhere else.
        var element = table.Element == ValTypeSyntax.FuncRef ? ValType.FuncRef : Resolve(module, table.Element, place);
        if (!table.Is64 && (table.Limits.Minimum > uint.MaxValue || table.Limits.Maximum > uint.MaxValue))
        {
            throw Invalid.TableTooLarge(place);
        }

        CheckOrder(table.Limits, place);
        return table.IsShared && !IsShared(element)
            ? throw Invalid.At(place, $"shared tables must have a shared element type, not {element}")
            : new TableType(element, table.Limits, table.Is64, table.IsShared);
    }

    public static GlobalType Global(ValidatedModule module, GlobalTypeSyntax global, InvalidPlace place)
    {
        if (global.IsShared)
        {
            module.Use(WasmFeatures.SharedEverythingThreads, place, "shared global");
        }

        var content = Resolve(module, global.Content, place);
        return global.IsShared && !IsShared(content)
            ? throw Invalid.At(place, $"shared globals must have a shared value type, not {content}")
            : new GlobalType(content, global.IsMutable, global.IsShared);
    }

    /// <summary>Whether threads may share values of the type.</summary>
    public static bool IsShared(ValType type) => !type.IsReference || type.HeapType.IsShared;

    public static void Memory(ValidatedModule module, MemoryType memory, InvalidPlace place)
    {
        var needed = (memory.Is64 ? WasmFeatures.Memory64 : 0) | (memory.IsShared ? WasmFeatures.Threads : 0)
            | (memory.PageSizeLog2 != 16 ? WasmFeatures.CustomPageSizes : 0);
        var missing = needed & ~module.Features;
        if (missing != 0)
        {
            throw Invalid.MissingFeature(place, missing, "memory");
        }

        if (memory.PageSizeLog2 is not (0 or 16))
        {
            throw Invalid.InvalidPageSize(place);
        }

        var (most, wording) = MostPages(memory);
        if (memory.Limits.Minimum > most || memory.Limits.Maximum > most)
        {
            throw Invalid.MemoryTooLarge(place, wording);
        }

        CheckOrder(memory.Limits, place);
        if (memory.IsShared && memory.Limits.Maximum is null)
        {
            throw Invalid.SharedWithoutMaximum(place);
        }
    }

    private static (ulong Most, string Wording) MostPages(MemoryType memory) => (memory.Is64, memory.PageSizeLog2) switch
    {
        (false, 16) => (1ul << 16, "65536 pages (4GiB)"),
        (false, _) => (uint.MaxValue, "4294967295 pages of one byte"),
        (true, 16) => (1ul << 48, "2^48 pages (16EiB)"),
        (true, _) => (ulong.MaxValue, "2^64 - 1 pages of one byte"),
    };

    private static void CheckOrder(Limits limits, InvalidPlace place)
    {
        if (limits.Minimum > limits.Maximum)
        {
            throw Invalid.MinimumAboveMaximum(place, limits);
        }
    }
}

using Peregrine.Types;

namespace Peregrine.Runtime;

/// <summary>Whether what is given fits what an import asks for, and how both are called in messages.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/matching.html#external-types"/></remarks>
internal static class ImportMatching
{
    public static bool Matches(ExternType given, ExternType expected) => (given, expected) switch
    {
        (FunctionExternType a, FunctionExternType b) => a.Type.IsSubtypeOf(b.Type),
        (TableType a, TableType b) => a.Is64 == b.Is64 && a.Element == b.Element && Matches(a.Limits, b.Limits),
        (MemoryType a, MemoryType b) => a.Is64 == b.Is64 && a.IsShared == b.IsShared && a.PageSizeLog2 == b.PageSizeLog2 && Matches(a.Limits, b.Limits),
        (GlobalType a, GlobalType b) => a.IsMutable == b.IsMutable && (a.IsMutable ? a.Content == b.Content : Subtyping.IsSubtype(a.Content, b.Content)),
        (TagType a, TagType b) => ReferenceEquals(a.Type, b.Type),
        _ => false,
    };

    public static LinkException Unknown(ImportType import) =>
        new($"unknown import: {Name(import)} ({Describe(import.Type)}) is not defined");

    public static LinkException Incompatible(ImportType import, ExternType given) =>
        new($"incompatible import type: {Name(import)} is {Describe(given)}, expected {Describe(import.Type)}");

    public static string Describe(ExternType type) => type switch
    {
        FunctionExternType function => $"func {function.Function}",
        TableType table => $"table {(table.Is64 ? "i64 " : "")}{Describe(table.Limits)} {table.Element}",
        MemoryType memory => $"memory {(memory.Is64 ? "i64 " : "")}{Describe(memory.Limits)}{(memory.IsShared ? " shared" : "")}{(memory.PageSizeLog2 == 16 ? "" : $" (pagesize {1 << memory.PageSizeLog2})")}",
        GlobalType global => $"global {(global.IsMutable ? $"(mut {global.Content})" : global.Content)}",
        TagType tag => $"tag {tag.Function}",
        _ => type.ToString(),
    };

    private static bool Matches(Limits given, Limits expected) =>
        given.Minimum >= expected.Minimum && (expected.Maximum is null || given.Maximum <= expected.Maximum);

    private static string Describe(Limits limits) => limits.Maximum is { } maximum ? $"{limits.Minimum} {maximum}" : $"{limits.Minimum}";

    private static string Name(ImportType import) => $"\"{import.Module}\" \"{import.Name}\"";
}
